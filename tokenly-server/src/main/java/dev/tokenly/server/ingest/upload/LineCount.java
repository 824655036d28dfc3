package dev.tokenly.server.ingest.upload;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Counts the lines of a text that hold something, from its bytes in any pieces; eight bytes at a time. */
final class LineCount {
  private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long NEWLINES = ONES * '\n';

  private long ended;
  private boolean open;

  /** Takes the text's next bytes, {@code bytes[from, to)}. */
  void count(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      int newline = newline(bytes, at, to);
      open |= holdsText(bytes, at, newline);
      if (newline < to) {
        ended += open ? 1 : 0;
        open = false;
      }
      at = newline + 1;
    }
  }

  private static int newline(byte[] bytes, int from, int to) {
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      long others = (long) LONGS.get(bytes, at) ^ NEWLINES;
      long found = (others - ONES) & ~others & HIGH_BITS;
      if (found != 0) {
        return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
      }
    }
    while (at < to && bytes[at] != '\n') {
      at++;
    }
    return at;
  }

  private static boolean holdsText(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] == '\r') {
      at++;
    }
    return at < to;
  }

  /** The lines so far, with the one that has not ended. */
  long soFar() {
    return ended + (open ? 1 : 0);
  }
}
