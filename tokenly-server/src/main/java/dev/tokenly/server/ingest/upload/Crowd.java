package dev.tokenly.server.ingest.upload;

import java.util.concurrent.TimeUnit;

/**
 * Many uploads that arrive at once, as when a network comes back: their senders wait for an answer, the counting of what is
 * durable already can wait a moment. A crowd goes first when it gathers, for a second at most and a tenth of the time in
 * the long run; one that never ends delays nothing any more.
 */
public final class Crowd {
  private static final int MANY = 8;
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(1);
  private static final int SHARE = 10;

  private int inside;
  private long spare = LONGEST; // At the end of the last crowd, how long it might have gone on.
  private long ended = System.nanoTime();
  private long until = ended;

  synchronized void enter() {
    inside++;
    if (inside == MANY) {
      long now = System.nanoTime();
      until = now + Math.min(LONGEST, spare + (now - ended) / SHARE);
    }
  }

  synchronized void leave() {
    inside--;
    if (inside == MANY - 1) {
      ended = System.nanoTime();
      spare = Math.max(0, until - ended);
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
