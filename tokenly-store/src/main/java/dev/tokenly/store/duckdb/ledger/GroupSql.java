package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.model.query.Dimension;
import dev.tokenly.model.query.GroupQuery;
import dev.tokenly.model.query.GroupTotals;
import dev.tokenly.model.query.Totals;
import dev.tokenly.model.query.UsageQuestion;
import dev.tokenly.store.usage.Ranking;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/** Totals by combinations of dimensions. */
final class GroupSql {
  private GroupSql() {}

  static List<GroupTotals> ask(DuckDBConnection connection, GroupQuery query) throws SQLException {
    List<Dimension> by = query.groupBy();
    String columns = by.stream().map(Filters::column).collect(Collectors.joining(", "));
    Sql sql = from(new Sql().add("SELECT ").add(columns).add(", ").add(TotalsColumns.SUMS), query.question(), by);
    sql.add(" GROUP BY ").add(columns).add(" HAVING sum(u.requests) <> 0 ORDER BY ")
        .add(TotalsColumns.sum(query.metric())).add(" DESC, ").add(columns);
    if (query.limit() > 0) {
      sql.add(" LIMIT " + query.limit());
    }
    return sql.all(connection, row -> read(row, by.size()));
  }

  /** The groups and, from the same reading of the source, their total, which comes first. */
  static Ranking ranking(DuckDBConnection connection, GroupQuery query) throws SQLException {
    List<Dimension> by = query.groupBy();
    String columns = by.stream().map(Filters::column).collect(Collectors.joining(", "));
    Sql sql = from(new Sql().add("SELECT grouping_id(" + columns + ") AS level, ").add(columns).add(", ")
        .add(TotalsColumns.SUMS), query.question(), by);
    sql.add(" GROUP BY GROUPING SETS ((").add(columns).add("), ()) HAVING sum(u.requests) <> 0 ORDER BY level DESC, ")
        .add(TotalsColumns.sum(query.metric())).add(" DESC, ").add(columns);
    if (query.limit() > 0) {
      sql.add(" LIMIT " + (query.limit() + 1L));
    }
    Totals[] total = {Totals.NONE};
    List<GroupTotals> groups = new ArrayList<>();
    sql.all(connection, row -> {
      Totals totals = TotalsColumns.read(row, by.size() + 2);
      if (row.getInt(1) > 0) {
        total[0] = totals;
        return true;
      }
      return groups.add(new GroupTotals(values(row, 2, by.size()), totals));
    });
    return new Ranking(groups, total[0]);
  }

  private static Sql from(Sql sql, UsageQuestion question, List<Dimension> by) {
    sql.add(" FROM ").add(Source.of(question, by, Grain.DAY)).add(" u");
    Filters.join(sql, question.filter());
    return sql;
  }

  private static GroupTotals read(ResultSet row, int dimensions) throws SQLException {
    return new GroupTotals(values(row, 1, dimensions), TotalsColumns.read(row, dimensions + 1));
  }

  private static List<String> values(ResultSet row, int first, int dimensions) throws SQLException {
    List<String> values = new ArrayList<>(dimensions);
    for (int at = 0; at < dimensions; at++) {
      values.add(row.getString(first + at));
    }
    return values;
  }
}
