package dev.tokenly.store.usage;

import dev.tokenly.model.query.Dimension;
import dev.tokenly.model.query.Interval;
import dev.tokenly.model.query.UsageQuestion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates over records, grouped by dimensions and, when {@code interval} is given, by time buckets in the question's
 * zone. Ordered as asked, else by bucket, then by the first aggregate, largest first.
 */
public record AggregateQuery(UsageQuestion question, List<Dimension> groupBy, @Nullable Interval interval,
    List<Aggregate> aggregates, @Nullable Order order, int limit, long offset) {
  public AggregateQuery {
    groupBy = List.copyOf(groupBy);
    aggregates = List.copyOf(aggregates);
    if (aggregates.isEmpty() || limit < 1) {
      throw new IllegalArgumentException("name at least one aggregate and a limit of at least 1");
    }
  }

  /** By which column, counted from 0: the bucket (even where there is none), the dimensions, the aggregates. */
  public record Order(int column, boolean descending) {}
}
