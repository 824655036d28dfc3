package dev.tokenly.e2e.journey;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Waits for a condition, never for a time. */
final class Waiting {
  private Waiting() {}

  /** Asks until the answer is yes; fails with what is known when the patience is over. */
  static void until(Duration patience, Callable<Boolean> condition, Supplier<String> known) throws Exception {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + patience + ": " + known.get());
      }
      Thread.sleep(Duration.ofMillis(50));
    }
  }
}
