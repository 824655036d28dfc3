package dev.tokenly.model.query;

import dev.tokenly.model.Tokens;
import dev.tokenly.model.Usd;

/**
 * Usage added up: calls, token buckets, total tokens as the sources said, the exact cost of what is priced, and how much
 * is not priced ({@code unpricedRequests} calls of {@code unpricedTokens} tokens), which is unknown and never zero.
 */
public record Totals(
    long requests, Tokens tokens, long totalTokens, Usd cost, long unpricedRequests, long unpricedTokens) {

  public static final Totals NONE = new Totals(0, Tokens.ZERO, 0, Usd.ZERO, 0, 0);

  /** How much of it has no known price. */
  public Unpriced unpriced() {
    return new Unpriced(unpricedRequests, unpricedTokens, totalTokens);
  }

  public Totals plus(Totals other) {
    return new Totals(
        requests + other.requests,
        tokens.plus(other.tokens),
        totalTokens + other.totalTokens,
        cost.plus(other.cost),
        unpricedRequests + other.unpricedRequests,
        unpricedTokens + other.unpricedTokens);
  }
}
