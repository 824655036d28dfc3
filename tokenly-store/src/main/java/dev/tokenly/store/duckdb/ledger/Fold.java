package dev.tokenly.store.duckdb.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.duckdb.DuckDBConnection;

/** Keeps the rollups small: deltas are folded into the three widths, and rows of one key that piled up into one. */
final class Fold {
  private static final String SUMS = """
            series, sum(requests)::BIGINT AS requests, sum(input_tokens)::BIGINT AS input_tokens,
            sum(cache_read_tokens)::BIGINT AS cache_read_tokens,
            sum(cache_write_tokens)::BIGINT AS cache_write_tokens,
            sum(cache_write_1h_tokens)::BIGINT AS cache_write_1h_tokens,
            sum(cache_write_other_tokens)::BIGINT AS cache_write_other_tokens,
            sum(output_tokens)::BIGINT AS output_tokens, sum(reasoning_tokens)::BIGINT AS reasoning_tokens,
            sum(total_tokens)::BIGINT AS total_tokens, sum(cost)::DECIMAL(38, 10) AS cost,
            sum(unpriced_requests)::BIGINT AS unpriced_requests, sum(unpriced_tokens)::BIGINT AS unpriced_tokens""";

  private static final List<Grain> WIDTHS = List.of(Grain.QUARTER, Grain.HOUR, Grain.DAY);

  private Fold() {}

  static long deltas(DuckDBConnection connection) throws SQLException {
    return count(connection, "rollup_delta");
  }

  /** Moves the deltas into the rollups. */
  static void deltasInto(DuckDBConnection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (Grain grain : WIDTHS) {
        statement.execute("INSERT INTO " + grain.table() + " SELECT " + trunc(grain) + " AS start_at, " + SUMS
            + " FROM rollup_delta GROUP BY 1, series ORDER BY 1, 2");
      }
      statement.execute("DELETE FROM rollup_delta");
    }
  }

  private static String trunc(Grain grain) {
    return "make_timestamp(epoch_us(start_at) - ((epoch_us(start_at) % " + grain.micros() + ") + " + grain.micros()
        + ") % "
        + grain.micros() + ")";
  }

  /** Makes one row of those of one key; rows that came to nothing go. */
  static void compact(DuckDBConnection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (Grain grain : WIDTHS) {
        String table = grain.table();
        statement.execute("CREATE TABLE compacted AS SELECT start_at, " + SUMS + " FROM " + table
            + " GROUP BY start_at, series HAVING sum(requests) <> 0 OR sum(total_tokens) <> 0 OR sum(cost) <> 0"
            + " ORDER BY start_at, series");
        statement.execute("DROP TABLE " + table);
        statement.execute("ALTER TABLE compacted RENAME TO " + table);
      }
    }
  }

  static long rows(DuckDBConnection connection) throws SQLException {
    return count(connection, "rollup_quarter");
  }

  private static long count(DuckDBConnection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
      row.next();
      return row.getLong(1);
    }
  }
}
