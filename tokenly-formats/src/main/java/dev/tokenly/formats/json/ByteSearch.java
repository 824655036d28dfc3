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
    if (at + 40 <= to) {
      long first = word(bytes, at);
      for (; at + 40 <= to; at += 32) {
        long second = word(bytes, at + 8);
        long third = word(bytes, at + 16);
        long fourth = word(bytes, at + 24);
        long behind = word(bytes, at + 32);
        long either = pairs(first, second) | pairs(second, third) | pairs(third, fourth) | pairs(fourth, behind);
        if ((either & HIGH_BITS) != 0) {
          int place = findNear(bytes, at, to);
          if (place >= 0) {
            return place;
          }
        }
        first = behind;
      }
    }
    for (; at + wanted.length <= to; at++) {
      if (isAt(bytes, at, to)) {
        return at;
      }
    }
    return -1;
  }

  private static long word(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }

  /** Has a high bit when one of eight bytes may be the text's first and the byte behind it its second. */
  private long pairs(long eight, long behind) {
    return zeros((eight ^ firsts) | (((eight >>> 8) | (behind << 56)) ^ seconds));
  }

  /** Has a high bit where, or just above where, a byte is zero; other bits mean nothing. */
  private static long zeros(long word) {
    return (word - ONES) & ~word;
  }

  /** Byte by byte among thirty-two: counting zero bits is slow until the compiler has been at it, and hits are rare. */
  private int findNear(byte[] bytes, int from, int to) {
    byte first = wanted[0];
    for (int at = from; at < from + 32; at++) {
      if (bytes[at] == first && isAt(bytes, at, to)) {
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
    for (; at + 32 <= to; at += 32) {
      long early = zeros(word(bytes, at) ^ pattern) | zeros(word(bytes, at + 8) ^ pattern);
      long late = zeros(word(bytes, at + 16) ^ pattern) | zeros(word(bytes, at + 24) ^ pattern);
      if (((early | late) & HIGH_BITS) != 0) {
        break;
      }
    }
    for (; at + 8 <= to && (zeros(word(bytes, at) ^ pattern) & HIGH_BITS) == 0; at += 8) {
      // eight bytes that are all others
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
    for (; at - 32 >= from; at -= 32) {
      long late = zeros(word(bytes, at - 8) ^ pattern) | zeros(word(bytes, at - 16) ^ pattern);
      long early = zeros(word(bytes, at - 24) ^ pattern) | zeros(word(bytes, at - 32) ^ pattern);
      if (((early | late) & HIGH_BITS) != 0) {
        break;
      }
    }
    for (; at - 8 >= from && (zeros(word(bytes, at - 8) ^ pattern) & HIGH_BITS) == 0; at -= 8) {
      // eight bytes that are all others
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
    for (; at + 16 <= to; at += 16) {
      if (((quoteOrBackslash(word(bytes, at)) | quoteOrBackslash(word(bytes, at + 8))) & HIGH_BITS) != 0) {
        break;
      }
    }
    for (; at + 8 <= to && (quoteOrBackslash(word(bytes, at)) & HIGH_BITS) == 0; at += 8) {
      // eight bytes that are neither
    }
    while (at < to && bytes[at] != '"' && bytes[at] != '\\') {
      at++;
    }
    return at;
  }

  private static long quoteOrBackslash(long word) {
    return zeros(word ^ QUOTES) | zeros(word ^ BACKSLASHES);
  }
}
