package dev.tokenly.server.analytics;

import dev.tokenly.model.query.Dimension;
import dev.tokenly.model.query.Interval;
import dev.tokenly.model.query.Metric;
import dev.tokenly.server.http.Parameters;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.store.usage.Aggregate;
import dev.tokenly.store.usage.AggregateQuery;
import dev.tokenly.store.usage.AggregateRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a record query computes: {@code group_by} mixes dimensions with at most one of hour, day, week and month; {@code
 * aggregates} names functions ({@code sum}: of cost and of total tokens) or functions of a metric ({@code max:cost}).
 */
record Aggregates(List<Dimension> dimensions, @Nullable Interval interval, List<Aggregate> columns) {

  static Aggregates of(Parameters query, String absent) {
    List<Dimension> dimensions = new ArrayList<>();
    Interval interval = null;
    for (String name : query.list("group_by")) {
      Interval bucket = interval(name);
      if (bucket != null && interval != null) {
        throw Refusal.invalid("group_by", "name one of hour, day, week, month at most");
      }
      if (bucket != null) {
        interval = bucket;
      } else {
        dimensions.add(dimension(name));
      }
    }
    List<Aggregate> columns = new ArrayList<>();
    List<String> names = query.list("aggregates");
    for (String name : names.isEmpty() ? List.of(absent.split(",", -1)) : names) {
      columns.addAll(columns(name));
    }
    return new Aggregates(dimensions, interval, columns);
  }

  private static @Nullable Interval interval(String name) {
    for (Interval interval : Interval.values()) {
      if (interval.wireName().equals(name)) {
        return interval;
      }
    }
    return null;
  }

  private static Dimension dimension(String name) {
    try {
      return Dimension.named(name);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("group_by", e.getMessage() + ", hour, day, week, month");
    }
  }

  private static List<Aggregate> columns(String name) {
    int colon = name.indexOf(':');
    if (name.isEmpty()) {
      return List.of();
    }
    try {
      Aggregate.Function function = Aggregate.Function.named(colon < 0 ? name : name.substring(0, colon));
      if (colon >= 0) {
        return List.of(new Aggregate(function, Metric.named(name.substring(colon + 1))));
      }
      return function == Aggregate.Function.COUNT
          ? List.of(new Aggregate(function, Metric.REQUEST_COUNT))
          : List.of(new Aggregate(function, Metric.COST), new Aggregate(function, Metric.TOTAL_TOKENS));
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("aggregates", String.valueOf(e.getMessage()));
    }
  }

  boolean grouped() {
    return interval != null || !dimensions.isEmpty();
  }

  /** {@code order_by}: a column of the answer, with {@code -} before it or {@code desc} after it downwards; null for none. */
  AggregateQuery.@Nullable Order order(Parameters query) {
    String text = query.text("order_by").orElse(null);
    if (text == null) {
      return null;
    }
    boolean isDescending = text.startsWith("-") || text.endsWith(" desc");
    String wanted = text.replaceFirst("^-", "").replaceFirst(" (asc|desc)$", "");
    List<String> names = new ArrayList<>();
    names.add(interval == null ? "" : "timestamp");
    dimensions.forEach(dimension -> names.add(dimension.wireName()));
    columns.forEach(column -> names.add(name(column)));
    int column = names.indexOf(wanted);
    if (column < 0 || wanted.isEmpty()) {
      throw Refusal.invalid("order_by", "one of the answer's columns is needed: "
          + names.stream().filter(name -> !name.isEmpty()).collect(Collectors.joining(", ")));
    }
    return new AggregateQuery.Order(column, isDescending);
  }

  /** A row's computed values by name, e.g. {@code sum_cost}; {@code count} for the number of calls. */
  Map<String, @Nullable Object> values(AggregateRow row) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      Aggregate column = columns.get(i);
      BigDecimal value = row.aggregates().get(i);
      values.put(name(column), value == null ? null : Amounts.money(value));
    }
    return values;
  }

  static String name(Aggregate column) {
    String function = column.function().name().toLowerCase(Locale.ROOT);
    boolean calls = column.function() == Aggregate.Function.COUNT && column.metric() == Metric.REQUEST_COUNT;
    return calls ? function : function + '_' + column.metric().wireName();
  }
}
