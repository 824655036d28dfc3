package dev.tokenly.cli.output;

import dev.tokenly.model.Display;
import java.nio.charset.StandardCharsets;

/**
 * Whole texts without a character that could drive a terminal or hide text, still meaning the same to whoever parses them:
 * in JSON and YAML such a character can only stand inside a string, where an escape is the same character.
 */
public final class Harmless {
  private Harmless() {}

  /** A JSON text; the very same bytes when there is nothing to escape. */
  static byte[] json(byte[] utf8) {
    return isAscii(utf8)
        ? utf8
        : escaped(new String(utf8, StandardCharsets.UTF_8), false).getBytes(StandardCharsets.UTF_8);
  }

  /** A YAML text. */
  static String yaml(String text) {
    return escaped(text, true);
  }

  /** Text of several lines that is nobody's syntax; line breaks and tabs stay. */
  public static String lines(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    for (int at = 0; at < text.length();) {
      int point = text.codePointAt(at);
      safe.append(isLayout(point) ? Character.toString(point) : Display.escaped(Character.toString(point)));
      at += Character.charCount(point);
    }
    return safe.toString();
  }

  private static boolean isAscii(byte[] utf8) {
    for (byte one : utf8) {
      if (one < 0 || one == 0x7f) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLayout(int point) {
    return point == '\n' || point == '\t';
  }

  private static String escaped(String text, boolean yaml) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    for (int at = 0; at < text.length();) {
      int point = text.codePointAt(at);
      if (isLayout(point) || Display.isHarmless(point)) {
        safe.appendCodePoint(point);
      } else if (yaml && point > 0xffff) {
        safe.append(String.format("\\U%08x", point));
      } else {
        for (char unit : Character.toChars(point)) {
          safe.append(String.format("\\u%04x", (int) unit));
        }
      }
      at += Character.charCount(point);
    }
    return safe.toString();
  }
}
