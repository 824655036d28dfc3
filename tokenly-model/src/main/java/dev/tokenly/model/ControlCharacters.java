package dev.tokenly.model;

/** Removes C0, C1 and DEL from text before it is stored ({@code protocol.md} §5): log data must never drive a terminal. */
public final class ControlCharacters {
  private ControlCharacters() {}

  /** The same text without control characters; the same object when there are none. */
  public static String removed(String text) {
    int at = 0;
    while (at < text.length() && !isControl(text.charAt(at))) {
      at++;
    }
    if (at == text.length()) {
      return text;
    }
    StringBuilder kept = new StringBuilder(text.length()).append(text, 0, at);
    for (; at < text.length(); at++) {
      if (!isControl(text.charAt(at))) {
        kept.append(text.charAt(at));
      }
    }
    return kept.toString();
  }

  private static boolean isControl(char c) {
    return c < 0x20 || (c >= 0x7f && c < 0xa0);
  }
}
