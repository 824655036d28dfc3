package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.model.query.UsageQuestion;
import dev.tokenly.store.usage.Coverage;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBConnection;

/** Who saw how much of each service's usage. */
final class CoverageSql {
  private CoverageSql() {}

  static List<Coverage> ask(DuckDBConnection connection, UsageQuestion question) throws SQLException {
    Sql sql = new Sql().add("SELECT s.service, s.seen_by, ").add(TotalsColumns.SUMS).add(" FROM ")
        .add(Source.of(question, List.of(), Grain.DAY)).add(" u");
    Filters.join(sql, question.filter());
    return sql.add(" GROUP BY s.service, s.seen_by HAVING sum(u.requests) <> 0 ORDER BY s.service, s.seen_by").all(
        connection, row -> new Coverage(row.getString(1), row.getInt(2), TotalsColumns.read(row, 3)));
  }
}
