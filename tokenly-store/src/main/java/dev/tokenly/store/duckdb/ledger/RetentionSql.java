package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.store.usage.RetentionPolicy;
import dev.tokenly.store.usage.RetentionResult;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

  private record Pair(String service, String clientId) {}

  /** The groups that have records past their time. */
  List<RetentionResult.Group> groups(DuckDBConnection connection) throws SQLException {
    List<Pair> pairs = new Sql().add("SELECT DISTINCT service, client_id FROM series ORDER BY 1, 2").all(connection,
        row -> new Pair(row.getString(1), row.getString(2)));
    List<RetentionResult.Group> groups = new ArrayList<>();
    for (Pair pair : pairs) {
      Instant cutoff = policy.cutoff(pair.service, pair.clientId, now);
      Sql sql = new Sql().add("SELECT count(*), epoch_us(min(r.ts)) FROM record r WHERE r.ts < ")
          .add(Instants.literal(cutoff));
      ofPair(sql, pair.service, pair.clientId);
      groups.addAll(sql.all(connection, row -> {
        long records = row.getLong(1);
        long oldest = row.getLong(2);
        return new RetentionResult.Group(pair.service, pair.clientId, records,
            records == 0 ? null : Instants.of(oldest), cutoff);
      }));
    }
    return groups.stream().filter(group -> group.records() > 0).toList();
  }

  private static void ofPair(Sql sql, String service, String clientId) {
    sql.add(" AND r.series IN (SELECT id FROM series WHERE service = ").value(service).add(" AND client_id = ")
        .value(clientId).add(")");
  }

  /** Removes a group's records within a slice; answers how many. */
  static long remove(DuckDBConnection connection, RetentionResult.Group group, Slices.Slice slice)
      throws SQLException {
    Sql keep = new Sql().add("INSERT INTO retired SELECT r.ts, r.identity_high, r.identity_low FROM record r WHERE ")
        .add(slice.within("r.ts"));
    ofPair(keep, group.service(), group.clientId());
    keep.run(connection);
    Sql keepAlternates = new Sql()
        .add("INSERT INTO retired SELECT r.ts, r.alternate_high, r.alternate_low FROM record r WHERE ")
        .add(slice.within("r.ts")).add(" AND r.alternate_high IS NOT NULL");
    ofPair(keepAlternates, group.service(), group.clientId());
    keepAlternates.run(connection);
    Sql delete = new Sql().add("DELETE FROM record r WHERE ").add(slice.within("r.ts"));
    ofPair(delete, group.service(), group.clientId());
    return delete.run(connection);
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
