package dev.tokenly.server.status;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/** How much of all processors this process used lately: a second at least, since it was last asked at most. */
final class ProcessorLoad {
  private static final long SHORTEST = TimeUnit.SECONDS.toNanos(1);

  private long askedAt = System.nanoTime();
  private long usedThen = used();
  private double percent;

  /** In percent, with one decimal. */
  synchronized double percent() {
    long now = System.nanoTime();
    if (now - askedAt >= SHORTEST) {
      long used = used();
      double load = (used - usedThen) / ((double) (now - askedAt) * Runtime.getRuntime().availableProcessors());
      percent = Math.round(Math.clamp(load, 0, 1) * 1000) / 10.0;
      askedAt = now;
      usedThen = used;
    }
    return percent;
  }

  /** Nanoseconds of processor time; the load the bean itself tells reads what limits a container each time. */
  private static long used() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }
}
