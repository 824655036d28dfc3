package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.model.query.Metric;
import dev.tokenly.store.usage.Page;
import dev.tokenly.store.usage.SessionQuery;
import dev.tokenly.store.usage.SessionTotals;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBConnection;

/** Sessions with their totals, in the order that is asked for. */
final class SessionSql {
  private SessionSql() {}

  static Page<SessionTotals> ask(DuckDBConnection connection, SessionQuery query) throws SQLException {
    Sql count = new Sql().add("SELECT count(*) FROM (SELECT DISTINCT s.application, u.session_id FROM ");
    from(count, query);
    long total = count.add(")").one(connection, row -> row.getLong(1));
    Sql sql =
        new Sql().add("SELECT s.application, u.session_id, epoch_us(min(u.start_at)), epoch_us(max(u.start_at)), ")
            .add(TotalsColumns.SUMS).add(", arg_max(u.metadata, u.start_at) FROM ");
    from(sql, query);
    sql.add(" GROUP BY s.application, u.session_id ORDER BY " + by(query.order().by())
        + (query.order().isDescending() ? " DESC" : " ASC") + " NULLS LAST, u.session_id, s.application LIMIT "
        + query.limit() + " OFFSET " + query.offset());
    List<SessionTotals> sessions = sql.all(connection,
        row -> new SessionTotals(row.getString(1), row.getString(2), Instants.of(row.getLong(3)),
            Instants.of(row.getLong(4)), TotalsColumns.read(row, 5),
            row.getString(5 + TotalsColumns.WIDTH)));
    return new Page<>(sessions, total);
  }

  private static String by(SessionQuery.By by) {
    return switch (by) {
      case SESSION_ID -> "u.session_id";
      case APPLICATION -> "s.application";
      case STARTED -> "min(u.start_at)";
      case LAST_ACTIVE -> "max(u.start_at)";
      case TURNS -> TotalsColumns.sum(Metric.REQUEST_COUNT);
      case TOTAL_TOKENS -> TotalsColumns.sum(Metric.TOTAL_TOKENS);
      case COST -> TotalsColumns.sum(Metric.COST);
    };
  }

  private static void from(Sql sql, SessionQuery query) {
    sql.add(Source.ofRecords(query.question().range()))
        .add(" u JOIN series s ON s.id = u.series WHERE u.session_id IS NOT NULL");
    Filters.and(sql, query.question().filter());
  }
}
