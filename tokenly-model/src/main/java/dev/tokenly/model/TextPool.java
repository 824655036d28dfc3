package dev.tokenly.model;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Gives names that come again and again (services, models, sessions) as the same object: less to make, less to keep, and
 * equal at a glance. One place for each of many hashes; a newcomer takes the place over. Not thread-safe.
 */
final class TextPool {
  private static final int PLACES = 1 << 12;

  private final @Nullable String[] places = new @Nullable String[PLACES];

  /** The text the parser stands on. */
  String text(JsonParser parser) throws IOException {
    char[] chars = parser.getTextCharacters();
    int from = parser.getTextOffset();
    int length = parser.getTextLength();
    int place = place(chars, from, length);
    String there = places[place];
    if (there != null && same(there, chars, from, length)) {
      return there;
    }
    String text = new String(chars, from, length);
    places[place] = text;
    return text;
  }

  private static int place(char[] chars, int from, int length) {
    int hash = length;
    for (int at = from; at < from + length; at++) {
      hash = 31 * hash + chars[at];
    }
    return (hash ^ hash >>> 16) & PLACES - 1;
  }

  private static boolean same(String text, char[] chars, int from, int length) {
    if (text.length() != length) {
      return false;
    }
    for (int at = 0; at < length; at++) {
      if (text.charAt(at) != chars[from + at]) {
        return false;
      }
    }
    return true;
  }
}
