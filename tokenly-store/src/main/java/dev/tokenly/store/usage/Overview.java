package dev.tokenly.store.usage;

import dev.tokenly.model.Usd;
import dev.tokenly.model.query.Dimension;
import dev.tokenly.model.query.TrendPoint;
import dev.tokenly.model.query.Unpriced;
import java.util.List;
import java.util.Map;

/**
 * A range as a whole: its parts by each of {@link #BY}, largest cost first; the sum of the equally long range before; the
 * range's days by cost; and the days of a longer stretch up to the same end, which tell what is usual.
 */
public record Overview(Map<Dimension, List<Part>> parts, Sum before, List<TrendPoint> days, List<TrendPoint> history) {
  public static final List<Dimension> BY = List.of(Dimension.SERVICE, Dimension.MODEL, Dimension.CLIENT_ID);

  /** Calls, the exact cost of those that have a price, all tokens and those of unknown price. */
  public record Sum(long requests, Usd cost, Unpriced unpriced) {
    public static final Sum NONE = new Sum(0, Usd.ZERO, Unpriced.NONE);

    public long tokens() {
      return unpriced.allTokens();
    }

    public Sum plus(Sum other) {
      return new Sum(requests + other.requests, cost.plus(other.cost), unpriced.plus(other.unpriced));
    }
  }

  /** One value of a dimension. */
  public record Part(String name, Sum sum) {}

  public List<Part> by(Dimension dimension) {
    return parts.getOrDefault(dimension, List.of());
  }

  /** The whole range. */
  public Sum total() {
    return by(Dimension.SERVICE).stream().map(Part::sum).reduce(Sum.NONE, Sum::plus);
  }
}
