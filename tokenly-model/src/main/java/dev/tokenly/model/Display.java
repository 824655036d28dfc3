package dev.tokenly.model;

/**
 * Makes hostile text harmless before it reaches a terminal: control characters (C0, DEL, C1), bidirectional overrides,
 * zero-width and private-use characters, line separators and lone surrogates are shown as escapes such as {@code \x1b}.
 * The one choke point for CLI, TUI, shell, window titles and log files ({@code security.md} C6); JSON is escaped instead.
 */
public final class Display {
  /** Longest text shown, in characters; the rest becomes an ellipsis. */
  public static final int MAX_LENGTH = 256;

  private Display() {}

  /** The same text, safe to print on one line, at most {@link #MAX_LENGTH} characters long. */
  public static String clean(String text) {
    if (text.length() <= MAX_LENGTH && isHarmless(text)) {
      return text;
    }
    String shown = escaped(text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text);
    if (shown.length() <= MAX_LENGTH && text.length() <= MAX_LENGTH) {
      return shown;
    }
    int end = Math.min(shown.length(), MAX_LENGTH - 1);
    return shown.substring(0, Character.isHighSurrogate(shown.charAt(end - 1)) ? end - 1 : end) + '…';
  }

  /** The same text, safe to print on one line, nothing left out: for pipes and files. */
  public static String escaped(String text) {
    if (isHarmless(text)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int at = 0; at < text.length();) {
      int point = text.codePointAt(at);
      append(out, point);
      at += Character.charCount(point);
    }
    return out.toString();
  }

  /** Whether a character may reach a terminal as it is. */
  public static boolean isHarmless(int point) {
    return point >= 0x20 && (point < 0x7f || (point >= 0xa0 && !isHostile(point)));
  }

  private static boolean isHarmless(String text) {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c < 0x20 || (c >= 0x7f && (c < 0xa0 || Character.isSurrogate(c) || isHostile(c)))) {
        return false;
      }
    }
    return true;
  }

  private static void append(StringBuilder out, int point) {
    if (point < 0x20 || (point >= 0x7f && point < 0xa0)) {
      out.append("\\x").append(Character.forDigit(point >> 4, 16)).append(Character.forDigit(point & 0xf, 16));
    } else if (isHostile(point)) {
      out.append("\\u").append(String.format("%04x", point));
    } else {
      out.appendCodePoint(point);
    }
  }

  private static boolean isHostile(int point) {
    return switch (Character.getType(point)) {
      case Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
