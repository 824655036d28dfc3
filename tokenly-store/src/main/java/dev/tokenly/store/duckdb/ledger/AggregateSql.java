package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.model.query.Metric;
import dev.tokenly.store.usage.Aggregate;
import dev.tokenly.store.usage.AggregateQuery;
import dev.tokenly.store.usage.AggregateRow;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Aggregates over records: sums, counts, averages and extremes, which rollups could not tell. */
final class AggregateSql {
  /** Digits an average is rounded to; the engine's own average would be a float. */
  private static final int AVERAGE_SCALE = 12;

  private AggregateSql() {}

  static List<AggregateRow> ask(DuckDBConnection connection, AggregateQuery query) throws SQLException {
    boolean timed = query.interval() != null;
    Sql sql = new Sql().add("SELECT ").add(timed ? "epoch_us(b.start)" : "NULL");
    query.groupBy().forEach(dimension -> sql.add(", ").add(Filters.column(dimension)));
    query.aggregates().forEach(aggregate -> sql.add(", ").add(column(aggregate)));
    sql.add(" FROM record u JOIN series s ON s.id = u.series");
    if (query.interval() != null) {
      sql.add(" ASOF JOIN ").add(Buckets.of(query.question(), query.interval()).table())
          .add(" ON u.ts >= b.start");
    }
    sql.add(" WHERE ").add(RecordsSql.within(query.question().range()));
    Filters.and(sql, query.question().filter());
    int keys = query.groupBy().size() + (timed ? 1 : 0);
    if (keys > 0) {
      sql.add(" GROUP BY ").add(timed ? "b.start" : "");
      String separator = timed ? ", " : "";
      for (var dimension : query.groupBy()) {
        sql.add(separator).add(Filters.column(dimension));
        separator = ", ";
      }
    }
    sql.add(" ORDER BY ");
    AggregateQuery.Order order = query.order();
    if (order != null) {
      sql.add(orderedBy(query, order.column())).add(order.descending() ? " DESC NULLS LAST, " : " NULLS FIRST, ");
    }
    sql.add("1, " + (query.groupBy().size() + 2) + " DESC NULLS LAST");
    for (int at = 0; at < query.groupBy().size(); at++) {
      sql.add(", " + (at + 2));
    }
    sql.add(" LIMIT " + query.limit() + " OFFSET " + query.offset());
    return sql.all(connection, row -> read(row, query));
  }

  /** A column of the query as SQL; an average is two columns of the statement. */
  private static String orderedBy(AggregateQuery query, int column) {
    if (column <= query.groupBy().size()) {
      return String.valueOf(column + 1);
    }
    Aggregate aggregate = query.aggregates().get(column - query.groupBy().size() - 1);
    return aggregate.function() == Aggregate.Function.AVG
        ? "sum(" + value(aggregate.metric()) + ") / count(" + value(aggregate.metric()) + ")"
        : column(aggregate);
  }

  private static String column(Aggregate aggregate) {
    String value = value(aggregate.metric());
    return switch (aggregate.function()) {
      case SUM -> "sum(" + value + ")";
      case COUNT -> "count(" + value + ")";
      case AVG -> "sum(" + value + "), count(" + value + ")";
      case MIN -> "min(" + value + ")";
      case MAX -> "max(" + value + ")";
    };
  }

  private static String value(Metric metric) {
    return switch (metric) {
      case COST -> "u.cost";
      case TOTAL_TOKENS -> "u.total_tokens";
      case INPUT_TOKENS -> "u.input_tokens";
      case OUTPUT_TOKENS -> "u.output_tokens";
      case CACHE_READ_TOKENS -> "u.cache_read_tokens";
      case CACHE_WRITE_TOKENS -> "(u.cache_write_tokens + u.cache_write_1h_tokens + u.cache_write_other_tokens)";
      case REASONING_TOKENS -> "u.reasoning_tokens";
      case REQUEST_COUNT -> "1";
    };
  }

  private static AggregateRow read(ResultSet row, AggregateQuery query) throws SQLException {
    long bucket = row.getLong(1);
    @Nullable Instant start = row.wasNull() ? null : Instants.of(bucket);
    List<String> values = new ArrayList<>();
    int column = 2;
    for (int at = 0; at < query.groupBy().size(); at++) {
      values.add(row.getString(column++));
    }
    List<@Nullable BigDecimal> aggregates = new ArrayList<>();
    for (Aggregate aggregate : query.aggregates()) {
      boolean average = aggregate.function() == Aggregate.Function.AVG;
      @Nullable BigDecimal first = number(row, column++);
      aggregates.add(average ? average(first, row.getLong(column++)) : first);
    }
    return new AggregateRow(start, values, aggregates);
  }

  private static @Nullable BigDecimal number(ResultSet row, int column) throws SQLException {
    @Nullable String text = row.getString(column);
    return text == null ? null : new BigDecimal(text);
  }

  private static @Nullable BigDecimal average(@Nullable BigDecimal sum, long count) {
    return sum == null || count == 0
        ? null
        : sum.divide(BigDecimal.valueOf(count), AVERAGE_SCALE, RoundingMode.HALF_EVEN);
  }
}
