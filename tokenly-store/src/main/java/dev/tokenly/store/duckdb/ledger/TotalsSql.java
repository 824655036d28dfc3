package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.model.query.Totals;
import dev.tokenly.model.query.UsageQuestion;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBConnection;

/** Everything a question is about, added up. */
final class TotalsSql {
  private TotalsSql() {}

  static Totals ask(DuckDBConnection connection, UsageQuestion question) throws SQLException {
    Sql sql = new Sql().add("SELECT ").add(TotalsColumns.SUMS).add(" FROM ")
        .add(Source.of(question, List.of(), Grain.DAY)).add(" u");
    Filters.join(sql, question.filter());
    return sql.one(connection, row -> TotalsColumns.read(row, 1));
  }
}
