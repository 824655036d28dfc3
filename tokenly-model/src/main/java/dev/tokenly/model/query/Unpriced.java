package dev.tokenly.model.query;

/** How much of some usage has no known price: calls, and their tokens out of all tokens. */
public record Unpriced(long requests, long tokens, long allTokens) {

  public static final Unpriced NONE = new Unpriced(0, 0, 0);

  public Unpriced plus(Unpriced other) {
    return new Unpriced(requests + other.requests, tokens + other.tokens, allTokens + other.allTokens);
  }
}
