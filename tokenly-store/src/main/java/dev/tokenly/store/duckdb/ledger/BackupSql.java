package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.store.usage.StoreStats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBConnection;

/** A consistent copy of the whole database, made while it runs and read back before it is believed. */
final class BackupSql {
  private BackupSql() {}

  /** Copies into a new file of the exchange folder and compares; answers what the copy holds. */
  static StoreStats copy(DuckDBConnection connection, Path file) throws SQLException, IOException {
    String database = new Sql().add("SELECT current_database()").one(connection, row -> row.getString(1));
    try (Statement statement = connection.createStatement()) {
      statement.execute("ATTACH '" + file.toString().replace("'", "''") + "' AS backup");
      try {
        statement.execute("COPY FROM DATABASE \"" + database + "\" TO backup");
      } finally {
        statement.execute("DETACH backup");
      }
    }
    return readBack(connection, file);
  }

  private static StoreStats readBack(DuckDBConnection connection, Path file) throws SQLException, IOException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("ATTACH '" + file.toString().replace("'", "''") + "' AS backup (READ_ONLY)");
      try {
        check(connection);
        return new Sql().add("""
                        SELECT count(*), (SELECT count(*) FROM backup.rollup_quarter), epoch_us(min(ts)),
                          epoch_us(max(ts)) FROM backup.record""").one(connection,
            row -> new StoreStats(row.getLong(1), row.getLong(2), size(file),
                row.getLong(1) == 0 ? null : Instants.of(row.getLong(3)),
                row.getLong(1) == 0 ? null : Instants.of(row.getLong(4))));
      } finally {
        statement.execute("DETACH backup");
      }
    }
  }

  /** What was copied must add up: the rollups and the records of one state hold the same calls. */
  private static void check(DuckDBConnection connection) throws SQLException {
    long difference = new Sql().add("""
                SELECT (SELECT coalesce(sum(requests), 0) FROM (
                    SELECT requests FROM backup.rollup_quarter UNION ALL SELECT requests FROM backup.rollup_delta))
                  - (SELECT count(*) FROM backup.record)
                  - (SELECT count(*) FROM backup.retired)""").one(connection, row -> row.getLong(1));
    boolean kept = new Sql().add("SELECT count(*) FROM backup.retired").one(connection, row -> row.getLong(1)) == 0;
    if (kept && difference != 0) {
      throw new SQLException("the copy does not add up: rollups hold " + difference + " calls more than records");
    }
  }

  private static long size(Path file) {
    return file.toFile().length();
  }

  static void discard(Path file) throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".wal"));
  }
}
