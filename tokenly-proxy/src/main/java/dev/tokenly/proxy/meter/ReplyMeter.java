package dev.tokenly.proxy.meter;

import dev.tokenly.formats.api.ReplyUsage;
import dev.tokenly.formats.api.UsageMeter;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Counts a reply from a copy of its bytes as they pass, inflating the copy where the reply is compressed. Never throws and
 * never changes what passes. {@link #feed} and {@link #end} belong to the reply's thread.
 */
public final class ReplyMeter {
  private final UsageMeter meter;
  private final @Nullable Inflation inflation;
  private final ReentrantLock lock = new ReentrantLock();
  private long bytes;

  public ReplyMeter(String contentType, String contentEncoding) {
    this.meter = new UsageMeter(UsageMeter.Framing.of(contentType.strip().toLowerCase(Locale.ROOT)));
    this.inflation =
        Inflation.isNeeded(contentEncoding)
            ? new Inflation(contentEncoding, (inflated, length) -> count(inflated, 0, length))
            : null;
  }

  /** Whether {@link #feed} may wait, for a compressed copy to be inflated. */
  public boolean mayWait() {
    return inflation != null;
  }

  /** Takes the body's next bytes. */
  public void feed(byte[] next, int from, int to) {
    bytes += to - from;
    if (inflation != null) {
      inflation.feed(next, from, to);
    } else {
      count(next, from, to);
    }
  }

  private void count(byte[] next, int from, int to) {
    lock.lock();
    try {
      meter.feed(next, from, to);
    } finally {
      lock.unlock();
    }
  }

  /** The body is over: {@code whole} when it came to its own end, false when it was cut. */
  public void end(boolean whole) {
    boolean inflated = inflation == null || inflation.end();
    lock.lock();
    try {
      if (whole && inflated) {
        meter.end();
      }
    } finally {
      lock.unlock();
    }
  }

  /** What the reply has said so far. */
  public ReplyUsage usage() {
    lock.lock();
    try {
      return meter.usage();
    } finally {
      lock.unlock();
    }
  }

  /** Events read so far. */
  public long events() {
    lock.lock();
    try {
      return meter.events();
    } finally {
      lock.unlock();
    }
  }

  /** Bytes that passed. */
  public long bytes() {
    return bytes;
  }
}
