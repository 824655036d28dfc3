package dev.tokenly.server;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Small chores done over and over on one thread; a chore that fails is logged and tried again the next time. */
final class Housekeeping implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("housekeeping").factory());

  /** Does the chore every so often, the first time after that long. */
  void every(Duration interval, String name, Runnable chore) {
    long nanos = interval.toNanos();
    var _ = thread.scheduleWithFixedDelay(() -> attempt(name, chore), nanos, nanos, TimeUnit.NANOSECONDS);
  }

  private static void attempt(String name, Runnable chore) {
    try {
      chore.run();
    } catch (RuntimeException e) {
      LOG.warn("{} failed and will be tried again: {}", name, e.toString());
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.warn("a chore did not end in time");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
