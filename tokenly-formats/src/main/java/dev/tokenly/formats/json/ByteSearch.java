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
    if (at + 24 <= to) {
      long first = (long) LONGS.get(bytes, at);
      for (; at + 24 <= to; at += 16) {
        long second = (long) LONGS.get(bytes, at + 8);
        long third = (long) LONGS.get(bytes, at + 16);
        if ((pairs(first, second) | pairs(second, third)) != 0) {
          int place = findNear(bytes, at, to);
          if (place >= 0) {
            return place;
          }
        }
        first = third;
      }
    }
    for (; at + wanted.length <= to; at++) {
      if (isAt(bytes, at, to)) {
        return at;
      }
    }
    return -1;
  }

  /** Not zero when one of eight bytes may be the text's first and the byte behind it its second. */
  private long pairs(long eight, long behind) {
    long differs = (eight ^ firsts) | (((eight >>> 8) | (behind << 56)) ^ seconds);
    return (differs - ONES) & ~differs & HIGH_BITS;
  }

  /** Byte by byte among sixteen: counting zero bits is slow until the compiler has been at it, and hits are rare. */
  private int findNear(byte[] bytes, int from, int to) {
    for (int at = from; at < from + 16; at++) {
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
      if (((differs - ONES) & ~differs & HIGH_BITS) != 0) {
        break;
      }
    }
    while (at < to && bytes[at] != wanted) {
      at++;
    }
    return at;
  }

  /** The last place of one ASCII byte in {@code bytes[from, to)}, or -1. */
  public static int lastIndexOf(byte[] bytes, int from, int to, char wanted) {
    long pattern = ONES * wanted;
    int at = to;
    for (; at - 8 >= from; at -= 8) {
      long differs = (long) LONGS.get(bytes, at - 8) ^ pattern;
      if (((differs - ONES) & ~differs & HIGH_BITS) != 0) {
        break;
      }
    }
    do {
      at--;
    } while (at >= from && bytes[at] != wanted);
    return at < from ? -1 : at;
  }

  /** Whether the bytes from a place on are that text, in ASCII and without quotes and escapes. */
  static boolean isPlainText(String text, byte[] bytes, int from) {
    for (int index = text.length() - 1; index >= 0; index--) {
      byte next = bytes[from + index];
      if (next < 0 || next == '\\' || next == '"' || text.charAt(index) != next) {
        return false;
      }
    }
    return true;
  }

  /** The place of the first quote or backslash in {@code bytes[from, to)}, or {@code to}. */
  static int quoteOrBackslash(byte[] bytes, int from, int to) {
    int at = from;
    for (; at + 8 <= to; at += 8) {
      long word = (long) LONGS.get(bytes, at);
      long noQuote = word ^ QUOTES;
      long noBackslash = word ^ BACKSLASHES;
      if (((((noQuote - ONES) & ~noQuote) | ((noBackslash - ONES) & ~noBackslash)) & HIGH_BITS) != 0) {
        break;
      }
    }
    while (at < to && bytes[at] != '"' && bytes[at] != '\\') {
      at++;
    }
    return at;
  }
}
