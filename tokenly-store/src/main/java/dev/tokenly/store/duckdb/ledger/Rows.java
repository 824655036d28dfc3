package dev.tokenly.store.duckdb.ledger;

import java.sql.SQLException;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Appends rows to a table, all of them or none. The driver's appender must not be closed with rows in it: its {@code
 * close()} says nothing of those it could not write (duckdb_jdbc 2.0.0.1), and the transaction would commit without them.
 */
final class Rows {
  private Rows() {}

  /** Hands rows over. */
  @FunctionalInterface
  interface Source {
    void writeTo(DuckDBAppender rows) throws SQLException;
  }

  static void append(DuckDBConnection connection, String table, Source source) throws SQLException {
    write(connection.createAppender(table), source);
  }

  /** The same for a temporary table. */
  static void appendTemporary(DuckDBConnection connection, String table, Source source) throws SQLException {
    write(connection.createAppender("temp", "main", table), source);
  }

  private static void write(DuckDBAppender rows, Source source) throws SQLException {
    try (rows) {
      source.writeTo(rows);
      rows.flush();
    }
  }
}
