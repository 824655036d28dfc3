package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.model.Hash128;
import dev.tokenly.model.Observer;
import dev.tokenly.model.RecordId;
import dev.tokenly.store.usage.AppendResult;
import dev.tokenly.store.usage.Batch;
import dev.tokenly.store.usage.FileCounts;
import dev.tokenly.store.usage.FileRecords;
import dev.tokenly.store.usage.PricedRecord;
import dev.tokenly.store.usage.StoredRecord;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** One batch being stored within one transaction of the writing thread. */
final class Appending {
  private final Names names;
  private final Identities identities;
  private final Batch batch;
  private final Rollups rollups = new Rollups();
  private final List<RecordId> written = new ArrayList<>();

  Appending(Names names, Identities identities, Batch batch) {
    this.names = names;
    this.identities = identities;
    this.batch = batch;
  }

  AppendResult run(DuckDBConnection connection, Instant now) throws SQLException {
    Map<UUID, FileCounts> processed = RawFileRows.processed(connection, identities, batch.files());
    List<FileRecords> fresh = batch.files().stream().filter(file -> !processed.containsKey(id(file))).toList();
    Stage stage = new Stage(batch.pricer(), fresh.stream().mapToInt(file -> file.records().size()).sum());
    new Lookup(new RecordRow(names)).find(connection, probable(fresh), stage);
    Map<UUID, FileCounts> counts = new HashMap<>(processed);
    for (FileRecords file : fresh) {
      counts.putIfAbsent(id(file), see(file, stage, now));
    }
    write(connection, stage);
    names.store(connection);
    rollups.store(connection);
    RawFileRows.finish(connection, identities, fresh, counts, now);
    ClientCounterRows.add(connection, fresh, counts, now);
    return new AppendResult(now, batch.files().stream().map(file -> counts(file, counts)).toList(),
        rollups.changes(names));
  }

  private static FileCounts counts(FileRecords file, Map<UUID, FileCounts> counts) {
    @Nullable FileCounts of = counts.get(id(file));
    return of == null ? new FileCounts(file.file().id(), 0, 0, 0) : of;
  }

  static UUID id(FileRecords file) {
    return UUID.fromString(file.file().id());
  }

  private Map<Hash128, Long> probable(List<FileRecords> files) {
    Map<Hash128, Long> probable = new HashMap<>();
    for (FileRecords file : files) {
      for (PricedRecord priced : file.records()) {
        RecordId id = priced.usage().id();
        long micros = Instants.micros(priced.usage().timestamp());
        if (identities.mayContain(id.identity())) {
          probable.put(id.identity(), micros);
        }
        if (id.alternate() != null && identities.mayContain(id.alternate())) {
          probable.put(id.alternate(), micros);
        }
      }
    }
    return probable;
  }

  private FileCounts see(FileRecords file, Stage stage, Instant now) {
    long[] counts = new long[3];
    for (PricedRecord priced : file.records()) {
      int seenBy = Observer.of(priced.usage().origin().sourceFormat()).bit();
      StoredRecord seen = new StoredRecord(priced.usage(), priced.pricing(), new StoredRecord.Provenance(
          file.file().clientId(), file.file().id(), seenBy, 0, now));
      switch (stage.see(seen)) {
        case STORED -> counts[0]++;
        case REPLACED -> counts[1]++;
        case DUPLICATE -> counts[2]++;
      }
    }
    return new FileCounts(file.file().id(), counts[0], counts[1], counts[2]);
  }

  private void write(DuckDBConnection connection, Stage stage) throws SQLException {
    List<Call.StoredRow> replaced = new ArrayList<>();
    RecordRow row = new RecordRow(names);
    try (DuckDBAppender appender = connection.createAppender("record")) {
      for (Call call : stage.calls()) {
        StoredRecord record = call.toWrite();
        if (record != null) {
          int series = names.series().idOf(SeriesKey.of(record));
          row.append(appender, record, series, UUID.fromString(record.provenance().fileId()));
          rollups.add(record, series);
          written.add(record.usage().id());
          replaced.addAll(call.rows());
        }
      }
    }
    for (Call.StoredRow old : replaced) {
      rollups.subtract(old.record(), names.series().idOf(SeriesKey.of(old.record())));
    }
    delete(connection, replaced);
  }

  static void delete(DuckDBConnection connection, List<Call.StoredRow> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    long from = rows.stream().mapToLong(row -> Instants.micros(row.record().usage().timestamp())).min()
        .orElseThrow();
    long to = rows.stream().mapToLong(row -> Instants.micros(row.record().usage().timestamp())).max()
        .orElseThrow();
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE OR REPLACE TEMP TABLE replaced (row_id BIGINT NOT NULL)");
      try (DuckDBAppender ids = connection.createAppender("temp", "main", "replaced")) {
        for (Call.StoredRow row : rows) {
          ids.beginRow().append(row.rowId()).endRow();
        }
      }
      statement.execute("DELETE FROM record WHERE ts BETWEEN " + Instants.literal(from) + " AND "
          + Instants.literal(to) + " AND rowid IN (SELECT row_id FROM replaced)");
    }
  }

  /** Called once the transaction has committed. */
  void committed() {
    written.forEach(identities::add);
    batch.files().forEach(file -> identities.add(id(file)));
  }
}
