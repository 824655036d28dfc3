package dev.tokenly.model.query;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How much of some usage has no known price: calls, and their tokens out of all tokens. */
public record Unpriced(long requests, long tokens, long allTokens) {

  public static final Unpriced NONE = new Unpriced(0, 0, 0);

  public Unpriced plus(Unpriced other) {
    return new Unpriced(requests + other.requests, tokens + other.tokens, allTokens + other.allTokens);
  }

  /** The share of the tokens that has a price, in per cent with two decimals at most; all of them when there are none. */
  public BigDecimal pricedShare() {
    long all = Math.max(1, allTokens);
    long priced = allTokens == 0 ? 1 : allTokens - tokens;
    BigDecimal share =
        BigDecimal.valueOf(priced).movePointRight(2).divide(BigDecimal.valueOf(all), 2, RoundingMode.HALF_EVEN)
            .stripTrailingZeros();
    return share.scale() < 0 ? share.setScale(0) : share;
  }
}
