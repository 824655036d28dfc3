package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.store.usage.FileCounts;
import dev.tokenly.store.usage.FileRecords;
import dev.tokenly.store.usage.FileReport;
import dev.tokenly.store.usage.FileState;
import dev.tokenly.store.usage.FileStatus;
import dev.tokenly.store.usage.RawFile;
import dev.tokenly.store.usage.SettledFile;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Rows of table {@code raw_file}. */
final class RawFileRows {
  static final String SELECT = """
            SELECT id, client_id, upload_id, epoch_us(received_at), bytes, lines, path, format, file_offset, state,
              valid, invalid, stored, replaced, duplicate, errors, processing_us, failure_reason, epoch_us(processed_at)
            FROM raw_file""";

  private RawFileRows() {}

  /** The counts of those files that were processed by an earlier transaction. */
  static Map<UUID, FileCounts> processed(DuckDBConnection connection, Identities identities,
      List<FileRecords> files) throws SQLException {
    List<UUID> probable = files.stream().map(file -> UUID.fromString(file.file().id()))
        .filter(identities::mayContain).toList();
    Map<UUID, FileCounts> processed = new HashMap<>();
    if (probable.isEmpty()) {
      return processed;
    }
    try (PreparedStatement statement = connection.prepareStatement(
        "SELECT id, stored, replaced, duplicate FROM raw_file WHERE state = 'processed' AND id IN "
            + list(probable));
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        String id = row.getString(1);
        processed.put(UUID.fromString(id), new FileCounts(id, row.getLong(2), row.getLong(3), row.getLong(4)));
      }
    }
    return processed;
  }

  /** Those of the files that had a result already: failed, and processed once more because somebody asked for it. */
  static Set<UUID> settledBefore(DuckDBConnection connection, Identities identities, Collection<UUID> files)
      throws SQLException {
    List<UUID> probable = files.stream().filter(identities::mayContain).toList();
    Set<UUID> settled = new HashSet<>();
    if (probable.isEmpty()) {
      return settled;
    }
    try (PreparedStatement statement = connection
        .prepareStatement("SELECT id FROM raw_file WHERE processed_at IS NOT NULL AND id IN " + list(probable));
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        settled.add(UUID.fromString(row.getString(1)));
      }
    }
    return settled;
  }

  /** The final state of each file: processed, or failed with its reason. */
  static void finish(DuckDBConnection connection, Identities identities, Map<UUID, SettledFile> files, Instant now)
      throws SQLException {
    delete(connection, files.keySet().stream().filter(identities::mayContain).toList());
    Rows.append(connection, "raw_file", rows -> {
      for (SettledFile file : files.values()) {
        FileReport report = file.report();
        FileCounts counts = file.counts();
        append(rows, file.file(), report.failureReason() == null ? FileState.PROCESSED : FileState.FAILED);
        rows.append(report.valid()).append(report.invalid()).append(counts.stored()).append(counts.replaced())
            .append(counts.duplicate()).append(String.join("\n", report.errors()))
            .append(report.processingTime().toNanos() / 1000).append(report.failureReason())
            .appendEpochMicros(Instants.micros(now)).endRow();
      }
    });
  }

  static void append(DuckDBAppender rows, RawFile file, FileState state) throws SQLException {
    RawFile.Source source = file.source();
    rows.beginRow().append(UUID.fromString(file.id())).append(file.clientId()).append(file.uploadId())
        .appendEpochMicros(Instants.micros(file.receivedAt())).append(file.bytes()).append(file.lines())
        .append(source.path()).append(source.format()).append(source.offset()).append(state.wireName());
  }

  static long delete(DuckDBConnection connection, Collection<UUID> ids) throws SQLException {
    if (ids.isEmpty()) {
      return 0;
    }
    try (PreparedStatement statement = connection
        .prepareStatement("DELETE FROM raw_file WHERE id IN " + list(ids))) {
      return statement.executeUpdate();
    }
  }

  /** A list literal; UUIDs need no escaping. */
  static String list(Collection<UUID> ids) {
    StringBuilder list = new StringBuilder("(");
    for (UUID id : ids) {
      list.append(list.length() == 1 ? "'" : ", '").append(id).append("'::UUID");
    }
    return list.append(')').toString();
  }

  static FileStatus read(ResultSet row) throws SQLException {
    RawFile file = new RawFile(row.getString(1), row.getString(2), row.getString(3), Instants.of(row.getLong(4)),
        row.getLong(5), row.getLong(6), new RawFile.Source(row.getString(7), row.getString(8), row.getLong(9)));
    FileState state = FileState.named(row.getString(10));
    long processedAt = row.getLong(19);
    return new FileStatus(file, state, row.wasNull() ? null : result(row, file.id(), Instants.of(processedAt)));
  }

  private static FileStatus.Result result(ResultSet row, String id, Instant processedAt) throws SQLException {
    @Nullable String errors = row.getString(16);
    List<String> lines = errors == null || errors.isEmpty() ? List.of() : errors.lines().toList();
    FileReport report = new FileReport(row.getLong(11), row.getLong(12), lines,
        Duration.ofNanos(row.getLong(17) * 1000), row.getString(18));
    return new FileStatus.Result(report,
        new FileCounts(id, row.getLong(13), row.getLong(14), row.getLong(15)), processedAt);
  }
}
