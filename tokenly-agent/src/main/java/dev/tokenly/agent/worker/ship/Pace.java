package dev.tokenly.agent.worker.ship;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Keeps small uploads within what a server takes from one machine in an hour: at first at once, then merged over ever
 * longer times, so that the allowance lasts. Full segments do not wait.
 */
public final class Pace {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofSeconds(15);

  private final Deque<Instant> uploads = new ArrayDeque<>();

  /** Notes an upload. */
  public void uploaded(Instant now) {
    uploads.add(now);
  }

  /** True when a small upload may go now, of so many an hour; 0 means no limit. */
  public boolean allows(Instant now, long perHour) {
    while (!uploads.isEmpty() && uploads.getFirst().isBefore(now.minus(HOUR))) {
      uploads.removeFirst();
    }
    if (perHour == 0 || uploads.size() < perHour * 2 / 5) {
      return true;
    }
    Duration apart = uploads.size() < perHour * 3 / 5 ? SOON : HOUR.dividedBy(Math.max(1, perHour * 2 / 5));
    return uploads.getLast().plus(apart).isBefore(now);
  }
}
