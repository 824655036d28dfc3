package dev.tokenly.e2e.world;

import java.math.BigDecimal;

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

  public BigDecimal cost() {
    return cost;
  }

  /** Dollars for tokens at a rate a million. */
  static BigDecimal dollars(long tokens, String perMillion) {
    return new BigDecimal(perMillion).multiply(BigDecimal.valueOf(tokens)).movePointLeft(6);
  }
}
