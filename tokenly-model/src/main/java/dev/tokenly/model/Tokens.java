package dev.tokenly.model;

/**
 * The tokens of one call, or a sum of calls, in buckets that never overlap; {@code reasoning} alone is a part of {@code
 * output} and is never added to it. All counts are whole tokens ≥ 0; the constructor refuses anything else with an
 * {@link IllegalArgumentException}.
 */
public record Tokens(
    long input, long cacheRead, long cacheWrite5m, long cacheWrite1h, long cacheWriteOther, long output,
    long reasoning) {

  /** No tokens at all. */
  public static final Tokens ZERO = new Tokens(0, 0, 0, 0, 0, 0, 0);

  public Tokens {
    if ((input | cacheRead | cacheWrite5m | cacheWrite1h | cacheWriteOther | output | reasoning) < 0) {
      throw new IllegalArgumentException("token counts cannot be negative: input " + input + ", output " + output);
    }
  }

  /** Uncached input and output only: the plain call without caches. */
  public static Tokens of(long input, long output) {
    return new Tokens(input, 0, 0, 0, 0, output, 0);
  }

  /** Cache writes of every lifetime together. */
  public long cacheWrite() {
    return cacheWrite5m + cacheWrite1h + cacheWriteOther;
  }

  /** The whole prompt: uncached input, cache reads and cache writes. Long-prompt price tiers look at this sum. */
  public long prompt() {
    return input + cacheRead + cacheWrite();
  }

  /** Every token once: prompt and output. */
  public long total() {
    return prompt() + output;
  }

  /** Whether both count the same, and only these counts tell the lifetimes of (more of) the cache writes. */
  public boolean isFinerThan(Tokens other) {
    return cacheWriteOther < other.cacheWriteOther
        && input == other.input
        && cacheRead == other.cacheRead
        && cacheWrite() == other.cacheWrite()
        && output == other.output;
  }

  public boolean isZero() {
    return total() == 0;
  }

  /** Bucket-wise sum. */
  public Tokens plus(Tokens other) {
    return new Tokens(
        input + other.input,
        cacheRead + other.cacheRead,
        cacheWrite5m + other.cacheWrite5m,
        cacheWrite1h + other.cacheWrite1h,
        cacheWriteOther + other.cacheWriteOther,
        output + other.output,
        reasoning + other.reasoning);
  }

  /** Bucket-wise maximum: how several sightings of one growing call become its final size. */
  public Tokens max(Tokens other) {
    return new Tokens(
        Math.max(input, other.input),
        Math.max(cacheRead, other.cacheRead),
        Math.max(cacheWrite5m, other.cacheWrite5m),
        Math.max(cacheWrite1h, other.cacheWrite1h),
        Math.max(cacheWriteOther, other.cacheWriteOther),
        Math.max(output, other.output),
        Math.max(reasoning, other.reasoning));
  }

  /** Written out, like the two below, because every call is asked: see {@link Hash128#equals}. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Tokens that
        && input == that.input
        && cacheRead == that.cacheRead
        && cacheWrite5m == that.cacheWrite5m
        && cacheWrite1h == that.cacheWrite1h
        && cacheWriteOther == that.cacheWriteOther
        && output == that.output
        && reasoning == that.reasoning;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(((input * 31 + cacheRead) * 31 + cacheWrite()) * 31 + output);
  }

  /** Part of the ids of calls that have none of their own: it must never change. */
  @Override
  public String toString() {
    return "Tokens[input=" + input + ", cacheRead=" + cacheRead + ", cacheWrite5m=" + cacheWrite5m + ", cacheWrite1h="
        + cacheWrite1h + ", cacheWriteOther=" + cacheWriteOther + ", output=" + output + ", reasoning=" + reasoning
        + ']';
  }
}
