package dev.tokenly.agent.link;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Full jitter: a random time up to a bound that doubles from a base to a cap, so that many agents never knock at once. */
public final class Backoff {
  private final Duration base;
  private final Duration cap;
  private final RandomGenerator random;
  private int failures;

  public Backoff(Duration base, Duration cap, RandomGenerator random) {
    this.base = base;
    this.cap = cap;
    this.random = random;
  }

  /** How long to wait after one more failure; at least half a base, so that a loop is never tight. */
  public Duration next() {
    long bound = Math.min(cap.toMillis(), base.toMillis() << Math.min(failures, 30));
    failures++;
    long least = base.toMillis() / 2;
    return Duration.ofMillis(least + random.nextLong(Math.max(1, bound - least)));
  }

  /** After a success the next failure begins at the base again. */
  public void reset() {
    failures = 0;
  }
}
