package dev.tokenly.model.query;

import java.math.BigDecimal;
import java.time.Instant;

/** One bucket of a trend: its start, the metric's exact value, the number of its calls and what of them has no price. */
public record TrendPoint(Instant timestamp, BigDecimal value, long count, Unpriced unpriced) {

  public long tokens() {
    return unpriced.allTokens();
  }
}
