package dev.tokenly.formats.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Gives each field name the same String every time, the very one of the program's own literals, so that reading names costs
 * no memory and comparing them next to nothing. One table for all readers, of fixed size: names that meet in a slot put each
 * other out, and threads that meet there at worst make a name once more.
 */
final class NameTable {
  private static final int SLOTS = 1024;
  private static final int MAX_LENGTH = 64;
  private static final Name FREE = new Name(new byte[0], "");
  private static final Name[] NAMES = new Name[SLOTS];

  static {
    Arrays.fill(NAMES, FREE);
  }

  private NameTable() {}

  @SuppressWarnings("ArrayRecordComponent") // never compared as a whole and never given out
  private record Name(byte[] utf8, String text) {
    boolean is(byte[] bytes, int from, int to) {
      return Arrays.equals(bytes, from, to, utf8, 0, utf8.length);
    }
  }

  /** The name in {@code bytes[from, to)}, which holds no escapes. */
  static String name(byte[] bytes, int from, int to) {
    int slot = slot(bytes, from, to);
    Name first = NAMES[slot];
    if (first.is(bytes, from, to)) {
      return first.text;
    }
    Name second = NAMES[slot ^ 1];
    if (second.is(bytes, from, to)) {
      return second.text;
    }
    String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    if (to - from > MAX_LENGTH) {
      return text;
    }
    Name made = new Name(Arrays.copyOfRange(bytes, from, to), text.intern());
    NAMES[first.utf8.length == 0 ? slot : slot ^ 1] = made;
    return made.text;
  }

  /** By the length and four bytes: names of one format rarely agree in all of them. */
  private static int slot(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length == 0) {
      return 0;
    }
    int hash = length;
    hash = hash * 31 + bytes[from];
    hash = hash * 31 + bytes[from + (length >> 2)];
    hash = hash * 31 + bytes[from + (length >> 1)];
    hash = hash * 31 + bytes[to - 1];
    return (hash ^ hash >>> 10) & (SLOTS - 1);
  }
}
