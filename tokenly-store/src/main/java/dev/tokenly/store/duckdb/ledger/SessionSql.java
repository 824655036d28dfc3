package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.store.usage.Page;
import dev.tokenly.store.usage.SessionQuery;
import dev.tokenly.store.usage.SessionTotals;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBConnection;

/** Sessions with their totals, the most recently active first. */
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
    sql.add(" GROUP BY s.application, u.session_id ORDER BY max(u.start_at) DESC, u.session_id LIMIT " + query.limit()
        + " OFFSET " + query.offset());
    List<SessionTotals> sessions = sql.all(connection,
        row -> new SessionTotals(row.getString(1), row.getString(2), Instants.of(row.getLong(3)),
            Instants.of(row.getLong(4)), TotalsColumns.read(row, 5),
            row.getString(5 + TotalsColumns.WIDTH)));
    return new Page<>(sessions, total);
  }

  private static void from(Sql sql, SessionQuery query) {
    sql.add(Source.of(query.question().range(), Grain.RECORD))
        .add(" u JOIN series s ON s.id = u.series WHERE u.session_id IS NOT NULL");
    Filters.and(sql, query.question().filter());
  }
}
