package dev.tokenly.formats.scan;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long reading files has taken. What the system holds in memory comes at several gigabytes a second, and as many readers
 * as cores are right; readers that wait for a disk leave cores idle, which more of them can use.
 */
final class Waiting {
  private static final long ENOUGH_BYTES = 16 << 20;

  /** Two gigabytes a second, between what memory (five) and the disk (0.7) of the benchmark's machine gave. */
  private static final double SLOW_NANOS_A_BYTE = 0.5;

  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong nanos = new AtomicLong();

  /** The same stream, its reads timed. */
  InputStream timed(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        long asked = System.nanoTime();
        int count = in.read(buffer, offset, length);
        took(count, System.nanoTime() - asked);
        return count;
      }
    };
  }

  /** Counts a read of so many bytes. */
  void took(int count, long time) {
    nanos.addAndGet(time);
    bytes.addAndGet(Math.max(0, count));
  }

  /** Whether what was read so far came as slowly as from a disk. */
  boolean isForTheDisk() {
    long read = bytes.get();
    return read >= ENOUGH_BYTES && nanos.get() > read * SLOW_NANOS_A_BYTE;
  }
}
