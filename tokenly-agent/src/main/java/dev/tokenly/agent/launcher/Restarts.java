package dev.tokenly.agent.launcher;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;

/**
 * When a crashed worker is started again: after 1, 2, 4 … 300 seconds, give or take a tenth; after five crashes in ten
 * minutes it counts as crash-looping and is tried every fifteen minutes.
 */
final class Restarts {
  private static final int LOOP = 5;
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final Duration LOOPING_DELAY = Duration.ofMinutes(15);
  private static final long MAX_SECONDS = 300;

  private final RandomGenerator random;
  private final Deque<Instant> crashes = new ArrayDeque<>();
  private int inARow;
  private boolean looping;

  Restarts(RandomGenerator random) {
    this.random = random;
  }

  /** Notes a crash and says how long to wait before the next start. */
  Duration afterCrash(Instant now) {
    crashes.add(now);
    while (crashes.getFirst().isBefore(now.minus(WINDOW))) {
      crashes.removeFirst();
    }
    looping |= crashes.size() >= LOOP;
    Duration delay =
        looping ? LOOPING_DELAY : Duration.ofSeconds(Math.min(MAX_SECONDS, 1L << Math.min(inARow, 30)));
    inARow++;
    long millis = delay.toMillis();
    return Duration.ofMillis(millis - millis / 10 + random.nextLong(millis / 5 + 1));
  }

  /** True after five crashes within ten minutes, until the worker has been well: the long wait itself mends nothing. */
  boolean isLooping() {
    return looping;
  }

  /** A worker has been well for a while: the next crash is the first again. */
  void forget() {
    crashes.clear();
    inARow = 0;
    looping = false;
  }
}
