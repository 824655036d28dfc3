package dev.tokenly.formats.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Finds bytes eight at a time, several gigabytes a second: what lets a reader pass over text it does not want. */
public final class ByteSearch {
  private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';

  private final byte[] wanted;
  private final long firsts;
  private final long seconds;

  /** Searches for that text, of at least two ASCII characters. */
  public ByteSearch(String text) {
    this.wanted = text.getBytes(StandardCharsets.US_ASCII);
    this.firsts = ONES * wanted[0];
    this.seconds = ONES * wanted[1];
  }

  /** The place of the text in {@code bytes[from, to)}, or -1. */
  public int find(byte[] bytes, int from, int to) {
    int at = from;
    while (at + 9 <= to) {
      long differs = ((long) LONGS.get(bytes, at) ^ firsts) | ((long) LONGS.get(bytes, at + 1) ^ seconds);
      long found = (differs - ONES) & ~differs & HIGH_BITS;
      while (found != 0) {
        int candidate = at + (Long.numberOfTrailingZeros(found) >>> 3);
        if (isAt(bytes, candidate, to)) {
          return candidate;
        }
        found &= found - 1;
      }
      at += 8;
    }
    for (; at + wanted.length <= to; at++) {
      if (isAt(bytes, at, to)) {
        return at;
      }
    }
    return -1;
  }

  private boolean isAt(byte[] bytes, int at, int to) {
    if (at + wanted.length > to) {
      return false;
    }
    for (int place = 0; place < wanted.length; place++) {
      if (bytes[at + place] != wanted[place]) {
        return false;
      }
    }
    return true;
  }

  /** The place of one ASCII byte in {@code bytes[from, to)}, or {@code to}. */
  public static int indexOf(byte[] bytes, int from, int to, char wanted) {
    long pattern = ONES * wanted;
    int at = from;
    for (; at + 8 <= to; at += 8) {
      long differs = (long) LONGS.get(bytes, at) ^ pattern;
      long found = (differs - ONES) & ~differs & HIGH_BITS;
      if (found != 0) {
        return at + (Long.numberOfTrailingZeros(found) >>> 3);
      }
    }
    while (at < to && bytes[at] != wanted) {
      at++;
    }
    return at;
  }

  /** The place of the first quote or backslash in {@code bytes[from, to)}, or {@code to}. */
  static int quoteOrBackslash(byte[] bytes, int from, int to) {
    int at = from;
    for (; at + 8 <= to; at += 8) {
      long word = (long) LONGS.get(bytes, at);
      long noQuote = word ^ QUOTES;
      long noBackslash = word ^ BACKSLASHES;
      long found = (((noQuote - ONES) & ~noQuote) | ((noBackslash - ONES) & ~noBackslash)) & HIGH_BITS;
      if (found != 0) {
        return at + (Long.numberOfTrailingZeros(found) >>> 3);
      }
    }
    while (at < to && bytes[at] != '"' && bytes[at] != '\\') {
      at++;
    }
    return at;
  }
}
