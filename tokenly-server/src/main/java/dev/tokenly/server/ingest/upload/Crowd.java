package dev.tokenly.server.ingest.upload;

import java.util.concurrent.TimeUnit;

/**
 * Many uploads that arrive at once, as when a network comes back: their senders wait for an answer, the counting of what is
 * durable already can wait a moment. A crowd goes first when it gathers, for a second at most; one that never ends delays
 * nothing any more, nor does one that gathers again soon.
 */
public final class Crowd {
  private static final int MANY = 8;
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(1);
  private static final long REST = TimeUnit.SECONDS.toNanos(10);

  private int inside;
  private long until = System.nanoTime() - REST;

  synchronized void enter() {
    inside++;
    long now = System.nanoTime();
    if (inside == MANY && now - until >= REST) {
      until = now + LONGEST;
    }
  }

  synchronized void leave() {
    inside--;
    if (inside == MANY - 1) {
      notifyAll();
    }
  }

  /** Blocks while a crowd goes first; ends at once when the thread is interrupted. */
  public synchronized void letPass() {
    try {
      for (long left = until - System.nanoTime(); inside >= MANY && left > 0; left = until - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
