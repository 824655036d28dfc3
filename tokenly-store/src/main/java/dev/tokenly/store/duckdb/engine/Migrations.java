package dev.tokenly.store.duckdb.engine;

import dev.tokenly.store.StoreRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.duckdb.DuckDBConnection;

/**
 * The steps that make the schema, in order and only ever added to. Each runs in its own transaction together with its
 * number in {@code schema_version}; a file with a higher number was written by a newer Tokenly and is refused.
 */
final class Migrations {
  private static final List<String> STEPS =
      List.of("001-ledger.sql", "002-administration.sql", "003-views.sql", "004-repeats.sql");

  private Migrations() {}

  /** Brings the schema up to date; true when anything was done. */
  static boolean run(DuckDBConnection connection) throws SQLException {
    Lane.execute(connection,
        "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL, applied_at TIMESTAMP NOT NULL)");
    int version = version(connection);
    if (version > STEPS.size()) {
      throw new StoreRefusedException("the database was written by a newer Tokenly (schema " + version
          + ", this one knows " + STEPS.size() + "): install that version or restore a backup", null);
    }
    for (int step = version; step < STEPS.size(); step++) {
      apply(connection, step + 1, STEPS.get(step));
    }
    return version < STEPS.size();
  }

  private static int version(DuckDBConnection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT coalesce(max(version), 0) FROM schema_version")) {
      row.next();
      return row.getInt(1);
    }
  }

  private static void apply(DuckDBConnection connection, int version, String file) throws SQLException {
    Lane.execute(connection, "BEGIN TRANSACTION");
    try {
      Lane.execute(connection, text(file));
      Lane.execute(connection, "INSERT INTO schema_version VALUES (" + version + ", now() AT TIME ZONE 'UTC')");
      Lane.execute(connection, "COMMIT");
    } catch (SQLException e) {
      Lane.execute(connection, "ROLLBACK");
      throw new SQLException("migration " + file + " failed: " + e.getMessage(), e);
    }
  }

  private static String text(String file) {
    try (InputStream in = Migrations.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its migration " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
