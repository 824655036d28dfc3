package dev.tokenly.formats.json;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Gives each field name the same String every time, so that reading names costs no memory. Holds 1,024 names at most. */
final class NameTable {
  private static final int SLOTS = 2048;
  private static final int MAX_LENGTH = 64;
  private final @Nullable String[] names = new @Nullable String[SLOTS];
  private int size;

  /** The name in {@code bytes[from, to)}, which holds no escapes. */
  String name(byte[] bytes, int from, int to) {
    int hash = to - from;
    for (int at = from; at < to; at++) {
      hash = hash * 31 + bytes[at];
    }
    int slot = (hash ^ hash >>> 11) & (SLOTS - 1);
    for (String known = names[slot]; known != null; known = names[slot]) {
      if (isSame(known, bytes, from, to)) {
        return known;
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    String name = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    if (size < SLOTS / 2 && name.length() <= MAX_LENGTH && name.length() == to - from) {
      names[slot] = name;
      size++;
    }
    return name;
  }

  private static boolean isSame(String known, byte[] bytes, int from, int to) {
    if (known.length() != to - from) {
      return false;
    }
    for (int at = from; at < to; at++) {
      if (known.charAt(at - from) != bytes[at]) {
        return false;
      }
    }
    return true;
  }
}
