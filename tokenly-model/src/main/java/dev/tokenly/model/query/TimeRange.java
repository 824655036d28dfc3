package dev.tokenly.model.query;

import java.time.Duration;
import java.time.Instant;

/**
 * A span of time, start inclusive and end exclusive; at most 3,660 days long, so that no question builds millions of
 * buckets. Throws {@link IllegalArgumentException} otherwise.
 */
public record TimeRange(Instant start, Instant end) {
  /** Longest range a question may span. */
  public static final Duration MAX = Duration.ofDays(3660);

  public TimeRange {
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException("start_time must lie before end_time: " + start + " .. " + end);
    }
    if (Duration.between(start, end).compareTo(MAX) > 0) {
      throw new IllegalArgumentException("the range is longer than 3660 days: " + start + " .. " + end);
    }
  }

  public Duration length() {
    return Duration.between(start, end);
  }

  /** The equally long range that ends where this one starts. */
  public TimeRange before() {
    return new TimeRange(start.minus(length()), start);
  }
}
