package dev.tokenly.server.ingest.upload;

import dev.tokenly.server.ingest.journal.Packing;
import java.util.Arrays;

/** Packs bytes a stretch at a time, as they come. */
final class Stretches implements AutoCloseable {
  private static final int SMALL = 8 * 1024;

  /** As much as one finds repetition in: frames of eight times as much are a fiftieth smaller. */
  private static final int LARGE = 64 * 1024;

  private final SpoolMemory memory;
  private final Kept kept;
  private final Packing packing = new Packing();
  private byte[] stretch = new byte[SMALL];
  private int filled;
  private long taken;

  Stretches(SpoolMemory memory, Kept kept) {
    this.memory = memory;
    this.kept = kept;
  }

  void write(byte[] bytes, int offset, int length) throws SpoolFailed {
    for (int at = offset, count; at < offset + length; at += count) {
      if (filled == stretch.length && !widen()) {
        pack();
      }
      count = Math.min(stretch.length - filled, offset + length - at);
      System.arraycopy(bytes, at, stretch, filled, count);
      filled += count;
    }
  }

  /** Makes a longer stretch of the first, short one, twice: to fill and to pack it; false when there is no memory for it. */
  private boolean widen() {
    if (stretch.length == LARGE || !memory.take(2 * LARGE)) {
      return false;
    }
    taken = 2 * LARGE;
    stretch = Arrays.copyOf(stretch, LARGE);
    return true;
  }

  private void pack() throws SpoolFailed {
    kept.add(packing.frame(stretch, filled));
    filled = 0;
  }

  /** Packs the rest. */
  void end() throws SpoolFailed {
    if (filled > 0) {
      pack();
    }
    close();
  }

  @Override
  public void close() {
    stretch = new byte[0];
    memory.give(taken);
    taken = 0;
  }
}
