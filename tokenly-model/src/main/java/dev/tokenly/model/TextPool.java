package dev.tokenly.model;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

  /** The text of ASCII bytes. */
  String text(byte[] ascii, int from, int to) {
    int place = place(ascii, from, to);
    String there = places[place];
    if (there != null && same(there, ascii, from, to)) {
      return there;
    }
    String text = new String(ascii, from, to - from, StandardCharsets.US_ASCII);
    places[place] = text;
    return text;
  }

  private static int place(byte[] ascii, int from, int to) {
    int hash = to - from;
    for (int at = from; at < to; at++) {
      hash = 31 * hash + ascii[at];
    }
    return (hash ^ hash >>> 16) & PLACES - 1;
  }

  private static boolean same(String text, byte[] ascii, int from, int to) {
    if (text.length() != to - from) {
      return false;
    }
    for (int at = from; at < to; at++) {
      if (text.charAt(at - from) != ascii[at]) {
        return false;
      }
    }
    return true;
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
