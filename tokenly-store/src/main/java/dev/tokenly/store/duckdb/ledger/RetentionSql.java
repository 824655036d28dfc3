package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.store.usage.RetentionPolicy;
import dev.tokenly.store.usage.RetentionResult;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/**
 * Removes records past their time; their identities stay in {@code retired} as long as rollups count them, so that an
 * old log sent again is not counted again.
 */
final class RetentionSql {
  private final RetentionPolicy policy;
  private final Instant now;

  RetentionSql(RetentionPolicy policy, Instant now) {
    this.policy = policy;
    this.now = now;
  }

  /** Series whose records are kept equally long, and what of them is past its time. */
  record Expired(Instant cutoff, List<Integer> series, List<RetentionResult.Group> groups) {
    /** The oldest record past its time. */
    Instant oldest() {
      return groups.stream().map(RetentionResult.Group::oldest).min(Comparator.naturalOrder()).orElse(cutoff);
    }

    private String ofSeries() {
      return series.stream().map(String::valueOf)
          .collect(Collectors.joining(", ", " AND r.series IN (SELECT unnest([", "]))"));
    }
  }

  private record Key(int id, Instant cutoff) {}

  /** What is past its time, the series that share a cutoff together. */
  List<Expired> expired(DuckDBConnection connection) throws SQLException {
    List<Key> keys = new Sql().add("SELECT id, service, client_id FROM series ORDER BY id").all(connection,
        row -> new Key(row.getInt(1), policy.cutoff(row.getString(2), row.getString(3), now)));
    Map<Instant, List<Integer>> byCutoff = keys.stream().collect(
        Collectors.groupingBy(Key::cutoff, TreeMap::new, Collectors.mapping(Key::id, Collectors.toList())));
    List<Expired> expired = new ArrayList<>();
    for (Map.Entry<Instant, List<Integer>> entry : byCutoff.entrySet()) {
      Expired part = new Expired(entry.getKey(), entry.getValue(), List.of());
      List<RetentionResult.Group> groups = groups(connection, part);
      if (!groups.isEmpty()) {
        expired.add(new Expired(part.cutoff, part.series, groups));
      }
    }
    return expired;
  }

  private static List<RetentionResult.Group> groups(DuckDBConnection connection, Expired part) throws SQLException {
    return new Sql().add("SELECT s.service, s.client_id, count(*), epoch_us(min(r.ts)) FROM record r")
        .add(" JOIN series s ON s.id = r.series WHERE r.ts < ").add(Instants.literal(part.cutoff)).add(part.ofSeries())
        .add(" GROUP BY ALL ORDER BY 1, 2").all(connection, row -> new RetentionResult.Group(row.getString(1),
            row.getString(2), row.getLong(3), Instants.of(row.getLong(4)), part.cutoff));
  }

  /** Removes what is past its time within a slice; answers how many records that were. */
  static long remove(DuckDBConnection connection, Expired expired, Slices.Slice slice) throws SQLException {
    String where = " FROM record r WHERE " + slice.within("r.ts") + expired.ofSeries();
    new Sql().add("INSERT INTO retired SELECT r.ts, r.identity_high, r.identity_low").add(where).run(connection);
    new Sql().add("INSERT INTO retired SELECT r.ts, r.alternate_high, r.alternate_low").add(where)
        .add(" AND r.alternate_high IS NOT NULL").run(connection);
    return new Sql().add("DELETE").add(where).run(connection);
  }

  /** How many rollup rows are past their time. */
  long rollupRows(DuckDBConnection connection) throws SQLException {
    String old = " WHERE start_at < " + Instants.literal(rollupCutoff());
    return new Sql().add("SELECT (SELECT count(*) FROM rollup_quarter" + old + ") + (SELECT count(*) FROM rollup_hour"
        + old + ") + (SELECT count(*) FROM rollup_day" + old + ")").one(connection, row -> row.getLong(1));
  }

  /** Removes old rollup rows and the identities that are no longer counted; deltas must be folded before. */
  long removeRollups(DuckDBConnection connection) throws SQLException {
    long removed = 0;
    try (Statement statement = connection.createStatement()) {
      for (Grain grain : List.of(Grain.QUARTER, Grain.HOUR, Grain.DAY)) {
        removed += statement.executeUpdate(
            "DELETE FROM " + grain.table() + " WHERE start_at < " + Instants.literal(rollupCutoff()));
      }
      statement.execute("DELETE FROM retired WHERE ts < " + Instants.literal(rollupCutoff()));
    }
    return removed;
  }

  private long rollupCutoff() {
    return Grain.DAY.floor(Instants.micros(now.minus(policy.rollups())));
  }
}
