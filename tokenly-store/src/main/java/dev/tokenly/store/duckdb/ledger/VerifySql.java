package dev.tokenly.store.duckdb.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBConnection;

/** Proves what the ledger promises: no identity twice, and rollups that equal the records they were made of. */
final class VerifySql {
  /** Identities are compared in this many portions, so that memory stays small. */
  private static final int PORTIONS = 8;

  private static final String SUMS = """
            sum(requests) AS requests, sum(input_tokens) AS input, sum(cache_read_tokens) AS cache_read,
            sum(cache_write_tokens) AS cache_write, sum(cache_write_1h_tokens) AS cache_write_1h,
            sum(cache_write_other_tokens) AS cache_write_other, sum(output_tokens) AS output,
            sum(reasoning_tokens) AS reasoning, sum(total_tokens) AS total, sum(cost) AS cost,
            sum(unpriced_requests) AS unpriced_requests, sum(unpriced_tokens) AS unpriced_tokens""";

  private VerifySql() {}

  static List<String> ask(DuckDBConnection connection) throws SQLException {
    List<String> problems = new ArrayList<>();
    long twice = 0;
    for (int portion = 0; portion < PORTIONS; portion++) {
      twice += new Sql().add("SELECT count(*) FROM (SELECT 1 FROM record WHERE identity_high & "
          + (PORTIONS - 1) + " = " + portion + " GROUP BY identity_high, identity_low HAVING count(*) > 1)")
          .one(connection, row -> row.getLong(1));
    }
    if (twice > 0) {
      problems.add(twice + " calls are stored more than once");
    }
    for (Grain grain : List.of(Grain.QUARTER, Grain.HOUR, Grain.DAY)) {
      long days = differingDays(connection, grain);
      if (days > 0) {
        problems.add(grain.table() + " differs from the records on " + days + " days");
      }
    }
    return problems;
  }

  /** Days whose records retention has removed, even in part, cannot be compared. */
  private static long differingDays(DuckDBConnection connection, Grain grain) throws SQLException {
    String rollups = "SELECT date_trunc('day', start_at) AS day, series, " + SUMS + " FROM (FROM " + grain.table()
        + " UNION ALL FROM rollup_delta) GROUP BY ALL HAVING sum(requests) <> 0";
    String records = "SELECT date_trunc('day', start_at) AS day, series, " + SUMS + " FROM " + Source.everyRecord()
        + " GROUP BY ALL";
    return new Sql().add("SELECT count(DISTINCT day) FROM ((SELECT * FROM (" + rollups + ") EXCEPT SELECT * FROM ("
        + records + ")) UNION ALL (SELECT * FROM (" + records + ") EXCEPT SELECT * FROM (" + rollups
        + "))) WHERE day NOT IN (SELECT date_trunc('day', ts) FROM retired)"
        + " AND day >= (SELECT date_trunc('day', min(ts)) FROM record)").one(connection, row -> row.getLong(1));
  }
}
