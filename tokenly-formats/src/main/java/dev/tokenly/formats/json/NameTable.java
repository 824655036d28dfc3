package dev.tokenly.formats.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Gives each field name the same String every time, the very one of the program's own literals, so that reading names costs
 * no memory and comparing them next to nothing. Holds 512 names at most.
 */
final class NameTable {
  private static final int SLOTS = 1024;
  private static final int MAX_LENGTH = 64;
  private static final byte[] FREE = {};
  private final byte[][] utf8 = new byte[SLOTS][];
  private final String[] names = new String[SLOTS];
  private int size;

  NameTable() {
    Arrays.fill(utf8, FREE);
    Arrays.fill(names, "");
  }

  /** The name in {@code bytes[from, to)}, which holds no escapes. */
  String name(byte[] bytes, int from, int to) {
    int slot = slot(bytes, from, to);
    while (utf8[slot].length > 0) {
      if (Arrays.equals(bytes, from, to, utf8[slot], 0, utf8[slot].length)) {
        return names[slot];
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    String name = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    if (size < SLOTS / 2 && from < to && to - from <= MAX_LENGTH) {
      name = name.intern();
      utf8[slot] = Arrays.copyOfRange(bytes, from, to);
      names[slot] = name;
      size++;
    }
    return name;
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
