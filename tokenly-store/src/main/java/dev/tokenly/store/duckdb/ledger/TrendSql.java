package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.model.query.Dimension;
import dev.tokenly.model.query.TrendPoint;
import dev.tokenly.model.query.TrendQuery;
import dev.tokenly.model.query.TrendSeries;
import dev.tokenly.model.query.Unpriced;
import dev.tokenly.model.query.UsageQuestion;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** How usage develops: sums by bucket, and by group when asked; empty buckets are filled in here. */
final class TrendSql {
  private record Cell(Instant bucket, String name, BigDecimal value, long count, Unpriced unpriced) {}

  private TrendSql() {}

  static List<TrendSeries> ask(DuckDBConnection connection, TrendQuery query) throws SQLException {
    UsageQuestion question = query.question();
    Buckets buckets = Buckets.of(question, query.interval());
    Map<String, Map<Instant, Cell>> cells = new HashMap<>();
    if (query.groupBy() == null) {
      cells.put("", new HashMap<>());
    }
    for (Cell cell : statement(query, buckets).all(connection, TrendSql::cell)) {
      cells.computeIfAbsent(cell.name, _ -> new HashMap<>()).put(cell.bucket, cell);
    }
    List<TrendSeries> series = new ArrayList<>();
    cells.forEach((name, byBucket) -> series.add(filled(name, byBucket, buckets)));
    series.sort(Comparator.comparing(TrendSeries::total).reversed().thenComparing(TrendSeries::name));
    return series;
  }

  private static Cell cell(ResultSet row) throws SQLException {
    Unpriced unpriced = new Unpriced(row.getLong(5), row.getLong(6), row.getLong(7));
    return new Cell(
        Instants.of(row.getLong(1)), row.getString(2), row.getBigDecimal(3), row.getLong(4), unpriced);
  }

  private static Sql statement(TrendQuery query, Buckets buckets) {
    UsageQuestion question = query.question();
    @Nullable Dimension groupBy = query.groupBy();
    List<Dimension> by = groupBy == null ? List.of() : List.of(groupBy);
    String name = groupBy == null ? "''" : Filters.column(groupBy);
    Sql sql = new Sql().add("SELECT epoch_us(b.start), a.name, sum(a.amount)::DECIMAL(38, 10), sum(a.calls)::BIGINT,")
        .add(" sum(a.unpriced)::BIGINT, sum(a.unpriced_tokens)::BIGINT, sum(a.tokens)::BIGINT")
        .add(" FROM (SELECT u.start_at, ").add(name).add(" AS name, ").add(TotalsColumns.sum(query.metric()))
        .add(" AS amount, sum(u.requests) AS calls, sum(u.unpriced_requests) AS unpriced,")
        .add(" sum(u.unpriced_tokens) AS unpriced_tokens, sum(u.total_tokens) AS tokens FROM ")
        .add(Source.of(question, by, buckets.widest(), TotalsColumns.counts(query.metric()))).add(" u");
    if (groupBy != null || !question.filter().allowed().isEmpty()) {
      Filters.join(sql, question.filter());
    }
    return sql.add(" GROUP BY u.start_at, ").add(name).add(") a ASOF JOIN ").add(buckets.table())
        .add(" ON a.start_at >= b.start GROUP BY b.start, a.name");
  }

  private static TrendSeries filled(String name, Map<Instant, Cell> cells, Buckets buckets) {
    List<TrendPoint> points = new ArrayList<>(buckets.starts().size());
    BigDecimal total = BigDecimal.ZERO;
    Unpriced unpriced = Unpriced.NONE;
    for (Instant start : buckets.starts()) {
      @Nullable Cell cell = cells.get(start);
      points.add(cell == null
          ? new TrendPoint(start, BigDecimal.ZERO, 0, Unpriced.NONE)
          : new TrendPoint(start, cell.value, cell.count, cell.unpriced));
      total = cell == null ? total : total.add(cell.value);
      unpriced = cell == null ? unpriced : unpriced.plus(cell.unpriced);
    }
    return new TrendSeries(name, points, total, unpriced);
  }
}
