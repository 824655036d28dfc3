package dev.tokenly.model.query;

import java.util.List;

/**
 * Usage by the combinations of some dimensions, the largest by the metric first; {@code limit} 0 is all. Serves rankings
 * (one dimension), breakdowns (several) and summaries.
 */
public record GroupQuery(UsageQuestion question, List<Dimension> groupBy, Metric metric, int limit) {
  public GroupQuery {
    groupBy = List.copyOf(groupBy);
    if (groupBy.isEmpty() || groupBy.stream().distinct().count() != groupBy.size()) {
      throw new IllegalArgumentException("name each dimension once, at least one: " + groupBy);
    }
    if (limit < 0) {
      throw new IllegalArgumentException("limit cannot be negative: " + limit);
    }
  }
}
