package dev.tokenly.server.analytics;

import dev.tokenly.model.query.Metric;
import dev.tokenly.model.query.Totals;
import dev.tokenly.model.query.Unpriced;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Exact sums as the API shows them: money with up to six decimals, shares and growth in per cent with two. */
final class Amounts {
  private static final int MONEY_DECIMALS = 6;
  private static final int PERCENT_DECIMALS = 2;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private Amounts() {}

  /** Rounded once, after the exact sum, to at most six decimals. */
  static BigDecimal money(BigDecimal exact) {
    return plain(exact.setScale(MONEY_DECIMALS, RoundingMode.HALF_EVEN));
  }

  /** What so many calls cost, as shown; null when none of them has a known price. */
  static @Nullable BigDecimal cost(BigDecimal exact, long requests, Unpriced unpriced) {
    return requests > 0 && unpriced.requests() == requests ? null : money(exact);
  }

  /** What all of them cost together, as shown; null when none of their calls has a known price. */
  static @Nullable BigDecimal cost(Totals totals) {
    return cost(totals.cost().amount(), totals.requests(), totals.unpriced());
  }

  /** A metric's value as shown: tokens and calls are whole. */
  static @Nullable BigDecimal shown(Metric metric, BigDecimal exact, long requests, Unpriced unpriced) {
    return metric == Metric.COST ? cost(exact, requests, unpriced) : plain(exact);
  }

  private static BigDecimal plain(BigDecimal value) {
    BigDecimal stripped = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** The part as per cent of the whole; 0 of nothing. */
  static BigDecimal percent(BigDecimal part, BigDecimal whole) {
    if (whole.signum() == 0) {
      return BigDecimal.ZERO;
    }
    return plain(part.multiply(HUNDRED).divide(whole, PERCENT_DECIMALS, RoundingMode.HALF_EVEN));
  }

  /** Growth in per cent against before; null when there was nothing before. */
  static @Nullable BigDecimal growth(BigDecimal now, BigDecimal before) {
    return before.signum() == 0 ? null : percent(now.subtract(before), before);
  }

  static BigDecimal average(BigDecimal sum, long count) {
    return count == 0 ? BigDecimal.ZERO : sum.divide(BigDecimal.valueOf(count), MathContext.DECIMAL64);
  }

  /** A metric of totals, exact. */
  static BigDecimal of(Metric metric, Totals totals) {
    return switch (metric) {
      case COST -> totals.cost().amount();
      case TOTAL_TOKENS -> BigDecimal.valueOf(totals.totalTokens());
      case INPUT_TOKENS -> BigDecimal.valueOf(totals.tokens().input());
      case OUTPUT_TOKENS -> BigDecimal.valueOf(totals.tokens().output());
      case CACHE_READ_TOKENS -> BigDecimal.valueOf(totals.tokens().cacheRead());
      case CACHE_WRITE_TOKENS -> BigDecimal.valueOf(totals.tokens().cacheWrite());
      case REASONING_TOKENS -> BigDecimal.valueOf(totals.tokens().reasoning());
      case REQUEST_COUNT -> BigDecimal.valueOf(totals.requests());
    };
  }
}
