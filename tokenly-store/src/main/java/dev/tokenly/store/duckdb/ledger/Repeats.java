package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.store.usage.FileRepeats;
import dev.tokenly.store.usage.StoredRecord;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** What a transaction's files brought of calls that other files count, in table {@code repeat}. */
final class Repeats {
  private final Map<Key, long[]> counts = new HashMap<>();

  private record Key(String fileId, @Nullable String countedIn, @Nullable String toldIn) {}

  /** A sighting that changed nothing of the call that is counted. */
  void duplicate(StoredRecord counted, StoredRecord seen) {
    add(counted, seen, 0);
  }

  /** A sighting that counted, or told something, beside a larger one of another file. */
  void superseded(StoredRecord counted, StoredRecord before) {
    if (!counted.provenance().fileId().equals(before.provenance().fileId())) {
      add(counted, before, 1);
    }
  }

  private void add(StoredRecord counted, StoredRecord told, int column) {
    String countedIn = session(counted);
    String toldIn = session(told);
    if (countedIn != null || toldIn != null) {
      counts.computeIfAbsent(new Key(told.provenance().fileId(), countedIn, toldIn), _ -> new long[2])[column]++;
    }
  }

  private static @Nullable String session(StoredRecord record) {
    return record.usage().attribution().sessionId();
  }

  void store(DuckDBConnection connection) throws SQLException {
    if (counts.isEmpty()) {
      return;
    }
    Rows.append(connection, "repeat", rows -> {
      for (Map.Entry<Key, long[]> entry : counts.entrySet()) {
        Key key = entry.getKey();
        rows.beginRow().append(UUID.fromString(key.fileId)).append(key.countedIn).append(key.toldIn)
            .append(entry.getValue()[0]).append(entry.getValue()[1]).endRow();
      }
    });
  }

  static List<FileRepeats> of(DuckDBConnection connection, String session) throws SQLException {
    return new Sql()
        .add("SELECT file, counted_in, told_in, sum(duplicates)::BIGINT, sum(superseded)::BIGINT FROM repeat")
        .add(" WHERE counted_in = ").value(session).add(" OR told_in = ").value(session)
        .add(" GROUP BY ALL ORDER BY 1, 2, 3")
        .all(connection, row -> new FileRepeats(
            row.getString(1), row.getString(2), row.getString(3), row.getLong(4), row.getLong(5)));
  }

  /** Forgets those of files that are not remembered themselves. */
  static void forget(DuckDBConnection connection) throws SQLException {
    new Sql().add("DELETE FROM repeat WHERE file NOT IN (SELECT id FROM raw_file)").run(connection);
  }
}
