package dev.tokenly.e2e.world;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** What a world's calls add up to, added one by one as they are made. */
public final class Truth {
  private long requests;
  private long totalTokens;
  private BigDecimal cost = BigDecimal.ZERO;

  /** Adds a call: its tokens, each counted once, and what they cost by hand. */
  void add(long tokens, BigDecimal dollars) {
    requests++;
    totalTokens += tokens;
    cost = cost.add(dollars);
  }

  public long requests() {
    return requests;
  }

  public long totalTokens() {
    return totalTokens;
  }

  /** As the API tells it: exact sums, shown with six decimals. */
  public BigDecimal cost() {
    return cost.setScale(6, RoundingMode.HALF_EVEN);
  }

  /** Dollars for tokens at a rate a million. */
  static BigDecimal dollars(long tokens, String perMillion) {
    return new BigDecimal(perMillion).multiply(BigDecimal.valueOf(tokens)).movePointLeft(6);
  }
}
