package dev.tokenly.agent.worker.ship;

import java.util.concurrent.TimeUnit;

/**
 * Keeps what leaves the machine within so many kilobytes a second, on average: an upload begins when the ones before it
 * have had their time. Thread-safe.
 */
public final class Bandwidth {
  private long bytesPerSecond;
  private long freeAt = System.nanoTime();

  /** How much may leave from now on; 0 means all there is. */
  public synchronized void limit(long kilobytesPerSecond) {
    bytesPerSecond = kilobytesPerSecond * 1000;
  }

  /** Waits until so many bytes may leave. */
  void await(long bytes) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(reserve(bytes, System.nanoTime()));
  }

  /** Takes the next place in the row; answers how many nanoseconds away it is. */
  synchronized long reserve(long bytes, long now) {
    if (bytesPerSecond == 0) {
      return 0;
    }
    long begin = Math.max(now, freeAt);
    freeAt = begin + Math.round(1e9 * bytes / bytesPerSecond);
    return begin - now;
  }
}
