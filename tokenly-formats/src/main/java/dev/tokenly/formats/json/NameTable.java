package dev.tokenly.formats.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Gives each field name the same String every time, the very one of the program's own literals, so that reading names costs
 * no memory and comparing them next to nothing. Holds 512 names at most.
 */
final class NameTable {
  private static final int FIRST_SLOTS = 64;
  private static final int MOST_SLOTS = 1024;
  private static final int MAX_LENGTH = 64;
  private static final byte[] FREE = {};
  private byte[][] utf8 = free(FIRST_SLOTS);
  private String[] names = new String[FIRST_SLOTS];
  private int size;

  NameTable() {
    Arrays.fill(names, "");
  }

  private static byte[][] free(int slots) {
    byte[][] free = new byte[slots][];
    Arrays.fill(free, FREE);
    return free;
  }

  /** The name in {@code bytes[from, to)}, which holds no escapes. */
  String name(byte[] bytes, int from, int to) {
    int slot = find(bytes, from, to);
    if (utf8[slot].length > 0) {
      return names[slot];
    }
    String name = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    if (size < MOST_SLOTS / 2 && from < to && to - from <= MAX_LENGTH) {
      name = name.intern();
      utf8[slot] = Arrays.copyOfRange(bytes, from, to);
      names[slot] = name;
      size++;
      if (size == names.length / 2 && names.length < MOST_SLOTS) {
        grow();
      }
    }
    return name;
  }

  /** The slot that holds the name, or the free one where it would be. */
  private int find(byte[] bytes, int from, int to) {
    int slot = slot(bytes, from, to);
    while (utf8[slot].length > 0 && !Arrays.equals(bytes, from, to, utf8[slot], 0, utf8[slot].length)) {
      slot = (slot + 1) & (names.length - 1);
    }
    return slot;
  }

  /** Most scanners read one small object and never come here. */
  private void grow() {
    byte[][] oldUtf8 = utf8;
    String[] oldNames = names;
    utf8 = free(oldNames.length * 4);
    names = new String[oldNames.length * 4];
    Arrays.fill(names, "");
    for (int old = 0; old < oldNames.length; old++) {
      if (oldUtf8[old].length > 0) {
        int slot = find(oldUtf8[old], 0, oldUtf8[old].length);
        utf8[slot] = oldUtf8[old];
        names[slot] = oldNames[old];
      }
    }
  }

  /** By the length and four bytes: names of one format rarely agree in all of them. */
  private int slot(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length == 0) {
      return 0;
    }
    int hash = length;
    hash = hash * 31 + bytes[from];
    hash = hash * 31 + bytes[from + (length >> 2)];
    hash = hash * 31 + bytes[from + (length >> 1)];
    hash = hash * 31 + bytes[to - 1];
    return (hash ^ hash >>> 10) & (names.length - 1);
  }
}
