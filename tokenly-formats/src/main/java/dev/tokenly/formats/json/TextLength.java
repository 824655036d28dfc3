package dev.tokenly.formats.json;

import java.io.IOException;

/** How long a JSON text is in characters (UTF-16 units), escapes resolved, without the text being made. */
final class TextLength {
  private TextLength() {}

  /** Reads on to the closing quote. */
  static long of(TextStream.Source source) throws IOException {
    long length = 0;
    for (byte next = source.take(); next != '"'; next = source.take()) {
      if (next == '\\') {
        length++;
        skipEscape(source);
      } else if ((next & 0xc0) != 0x80) {
        length += (next & 0xf8) == 0xf0 ? 2 : 1;
      }
    }
    return length;
  }

  private static void skipEscape(TextStream.Source source) throws IOException {
    byte kind = source.take();
    for (int digit = 0; kind == 'u' && digit < 4; digit++) {
      source.take();
    }
  }
}
