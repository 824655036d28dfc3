package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.store.duckdb.engine.Database;
import dev.tokenly.store.duckdb.engine.Unchanged;
import dev.tokenly.store.usage.ClientIngest;
import dev.tokenly.store.usage.FileQuery;
import dev.tokenly.store.usage.FileRepeats;
import dev.tokenly.store.usage.FileState;
import dev.tokenly.store.usage.FileStatus;
import dev.tokenly.store.usage.Page;
import dev.tokenly.store.usage.RawFile;
import dev.tokenly.store.usage.RawFiles;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/** The states of raw files in table {@code raw_file}. */
final class RawFileSql implements RawFiles {
  private final Database database;
  private final Supplier<Identities> identities;
  private final Unchanged<Instant, List<ClientIngest>> ingest;

  RawFileSql(Database database, Supplier<Identities> identities) {
    this.database = database;
    this.identities = identities;
    this.ingest = new Unchanged<>(database);
  }

  @Override
  public void register(Collection<RawFile> files) {
    Map<UUID, RawFile> fresh = new LinkedHashMap<>();
    files.forEach(file -> fresh.putIfAbsent(UUID.fromString(file.id()), file));
    Identities known = identities.get();
    database.write("register files", connection -> {
      List<UUID> probable = fresh.keySet().stream().filter(known::mayContain).toList();
      if (!probable.isEmpty()) {
        new Sql().add("SELECT id FROM raw_file WHERE id IN ").add(RawFileRows.list(probable))
            .all(connection, row -> UUID.fromString(row.getString(1))).forEach(fresh::remove);
      }
      Rows.append(connection, "raw_file", rows -> {
        for (RawFile file : fresh.values()) {
          RawFileRows.append(rows, file, FileState.PENDING);
          for (int at = 0; at < 9; at++) {
            rows.appendNull();
          }
          rows.endRow();
        }
      });
      fresh.keySet().forEach(known::add);
      return fresh.size();
    });
  }

  @Override
  public List<RawFile> claim(int limit) {
    return database.write("claim files", connection -> {
      List<RawFile> claimed = new Sql().add(RawFileRows.SELECT)
          .add(" WHERE state = 'pending' ORDER BY received_at, id LIMIT " + limit)
          .all(connection, row -> RawFileRows.read(row).file());
      setState(connection, claimed.stream().map(RawFile::id).toList(), FileState.PROCESSING);
      return claimed;
    });
  }

  private static void setState(DuckDBConnection connection, Collection<String> ids, FileState state)
      throws SQLException {
    if (!ids.isEmpty()) {
      new Sql().add("UPDATE raw_file SET state = ").value(state.wireName()).add(" WHERE id IN ")
          .add(RawFileRows.list(uuids(ids))).run(connection);
    }
  }

  private static List<UUID> uuids(Collection<String> ids) {
    return ids.stream().map(UUID::fromString).toList();
  }

  @Override
  public void release(Collection<String> ids) {
    database.write("release files", connection -> {
      Sql sql = new Sql().add("UPDATE raw_file SET state = 'pending' WHERE state = 'processing'");
      if (!ids.isEmpty()) {
        sql.add(" AND id IN ").add(RawFileRows.list(uuids(ids)));
      }
      return sql.run(connection);
    });
  }

  @Override
  public boolean retry(String id) {
    return database.write("retry a file", connection -> new Sql()
        .add("UPDATE raw_file SET state = 'pending' WHERE state = 'failed' AND id = ").value(id).add("::UUID")
        .run(connection) > 0);
  }

  @Override
  public boolean discard(String id) {
    return database.write("discard a file", connection -> new Sql()
        .add("DELETE FROM raw_file WHERE state IN ('pending', 'failed') AND id = ").value(id).add("::UUID")
        .run(connection) > 0);
  }

  @Override
  public Optional<FileStatus> find(String id) {
    return database.ask("find a file", connection -> new Sql().add(RawFileRows.SELECT)
        .add(" WHERE id = try_cast(").value(id).add(" AS UUID)").all(connection, RawFileRows::read).stream()
        .findFirst());
  }

  @Override
  public Optional<FileStatus> findUpload(String clientId, String uploadId) {
    return database.ask("find an upload", connection -> new Sql().add(RawFileRows.SELECT)
        .add(" WHERE client_id = ").value(clientId).add(" AND upload_id = ").value(uploadId)
        .all(connection, RawFileRows::read).stream().findFirst());
  }

  @Override
  public Page<FileStatus> list(FileQuery query) {
    return database.read("list files", connection -> {
      long total = where(new Sql().add("SELECT count(*) FROM raw_file"), query).one(connection,
          row -> row.getLong(1));
      List<FileStatus> files = where(new Sql().add(RawFileRows.SELECT), query)
          .add(" ORDER BY received_at DESC, id LIMIT " + query.limit() + " OFFSET " + query.offset())
          .all(connection, RawFileRows::read);
      return new Page<>(files, total);
    });
  }

  private static Sql where(Sql sql, FileQuery query) {
    sql.add(" WHERE true");
    if (!query.states().isEmpty()) {
      sql.add(query.states().stream().map(state -> '\'' + state.wireName() + '\'')
          .collect(Collectors.joining(", ", " AND state IN (", ")")));
    }
    if (query.clientId() != null) {
      sql.add(" AND client_id = ").value(query.clientId());
    }
    return sql;
  }

  @Override
  public List<FileRepeats> repeats(String sessionId) {
    return database.ask("find repeated calls", connection -> Repeats.of(connection, sessionId));
  }

  @Override
  public long forgetProcessed(Instant before) {
    return database.write("forget processed files", connection -> {
      long forgotten = new Sql().add("DELETE FROM raw_file WHERE state = 'processed' AND received_at < ")
          .add(Instants.literal(before)).run(connection);
      if (forgotten > 0) {
        Repeats.forget(connection);
      }
      return forgotten;
    });
  }

  @Override
  public List<ClientIngest> ingestSince(Instant since) {
    return ingest.answer(since, () -> database.ask("count files",
        connection -> new Sql().add("""
                        SELECT client_id, count(*), coalesce(sum(stored), 0)::BIGINT,
                          count(*) FILTER (state = 'failed'), coalesce(sum(processing_us), 0)::BIGINT
                        FROM raw_file WHERE processed_at >=""").add(" ").add(Instants.literal(since))
            .add(" GROUP BY client_id ORDER BY client_id")
            .all(connection, row -> new ClientIngest(row.getString(1), row.getLong(2), row.getLong(3),
                row.getLong(4), Duration.ofNanos(row.getLong(5) * 1000)))));
  }
}
