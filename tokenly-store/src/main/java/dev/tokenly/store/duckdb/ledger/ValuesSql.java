package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.model.query.Dimension;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBConnection;

/** The values a dimension has, most used first. */
final class ValuesSql {
  private ValuesSql() {}

  static List<String> ask(DuckDBConnection connection, Dimension dimension, String prefix, int limit)
      throws SQLException {
    String column = dimension == Dimension.SESSION_ID ? "u.session_id" : Filters.column(dimension);
    String source = dimension == Dimension.SESSION_ID
        ? "(SELECT series, session_id, 1 AS requests FROM record)"
        : "(SELECT series, requests FROM rollup_day UNION ALL SELECT series, requests FROM rollup_delta)";
    return new Sql().add("SELECT ").add(column).add(" FROM ").add(source)
        .add(" u JOIN series s ON s.id = u.series WHERE starts_with(").add(column).add(", ").value(prefix)
        .add(") AND ").add(column).add(" <> '' GROUP BY 1 HAVING sum(u.requests) > 0")
        .add(" ORDER BY sum(u.requests) DESC, 1 LIMIT " + limit).all(connection, row -> row.getString(1));
  }
}
