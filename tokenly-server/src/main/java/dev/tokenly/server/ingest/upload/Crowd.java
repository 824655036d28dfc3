package dev.tokenly.server.ingest.upload;

import java.util.concurrent.TimeUnit;

/**
 * Many uploads that arrive at once, as when a network comes back: their senders wait for an answer, the counting of what is
 * durable already can wait a moment. A crowd goes first when it gathers, until no more of it come, for a second at most and
 * a fifth of the time in the long run; one that never ends delays nothing any more.
 */
public final class Crowd {
  private static final int MANY = 4;
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(1);
  private static final int SHARE = 5;

  /** Most uploads of a crowd wait for a thread and are not seen here; as long as some come and go, there are more. */
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

  private int inside;
  private boolean gathered;
  private long moved = System.nanoTime(); // When the last one came or went.
  private long spare = LONGEST; // At the end of the last crowd, how long it might have gone on.
  private long ended = moved;
  private long until = moved;

  synchronized void enter() {
    long now = System.nanoTime();
    boolean over = isOver(now);
    inside++;
    moved = now;
    if (over && inside >= MANY) {
      gathered = true;
      until = now + Math.min(LONGEST, spare + (now - ended) / SHARE);
    }
  }

  synchronized void leave() {
    inside--;
    moved = System.nanoTime();
  }

  private boolean isOver(long now) {
    if (gathered && inside < MANY && now - moved >= PAUSE) {
      gathered = false;
      ended = moved;
      spare = Math.max(0, until - ended);
    }
    return !gathered;
  }

  /** Blocks while a crowd goes first; ends at once when the thread is interrupted. */
  public synchronized void letPass() {
    try {
      for (long now = System.nanoTime(); !isOver(now) && now < until; now = System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, Math.min(PAUSE, until - now));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
