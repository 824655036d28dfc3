package dev.tokenly.formats.json;

import java.io.IOException;
import java.io.InputStream;

/** The UTF-8 bytes of a JSON text with its escapes resolved, read byte by byte behind its opening quote. */
final class TextStream extends InputStream {
  private final Source source;
  private final byte[] pending = new byte[4];
  private int pendingAt;
  private int pendingEnd;
  private boolean ended;

  TextStream(Source source) {
    this.source = source;
  }

  /** The bytes of the JSON around the text. */
  @FunctionalInterface
  interface Source {
    byte take() throws IOException;
  }

  @Override
  public int read() throws IOException {
    if (pendingAt < pendingEnd) {
      return pending[pendingAt++] & 0xff;
    }
    if (ended) {
      return -1;
    }
    byte next = source.take();
    if (next == '"') {
      ended = true;
      return -1;
    }
    return next == '\\' ? escape() : next & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int wanted) throws IOException {
    int count = 0;
    while (count < wanted) {
      int next = read();
      if (next < 0) {
        return count == 0 ? -1 : count;
      }
      target[offset + count++] = (byte) next;
    }
    return count;
  }

  private int escape() throws IOException {
    byte kind = source.take();
    return switch (kind) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> kind & 0xff;
    };
  }

  private int unicode() throws IOException {
    int point = hex();
    if (Character.isHighSurrogate((char) point)) {
      point = lowSurrogateAfter(point);
    }
    byte[] utf8 = Character.toString(point).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    System.arraycopy(utf8, 0, pending, 0, utf8.length);
    pendingAt = 1;
    pendingEnd = utf8.length;
    return utf8[0] & 0xff;
  }

  private int lowSurrogateAfter(int high) throws IOException {
    if (source.take() != '\\' || source.take() != 'u') {
      throw new MalformedJson("not valid JSON: half a surrogate pair");
    }
    int low = hex();
    return Character.isLowSurrogate((char) low) ? Character.toCodePoint((char) high, (char) low) : '?';
  }

  private int hex() throws IOException {
    int value = 0;
    for (int digit = 0; digit < 4; digit++) {
      int nibble = Character.digit(source.take(), 16);
      if (nibble < 0) {
        throw new MalformedJson("not valid JSON: a bad escape");
      }
      value = value << 4 | nibble;
    }
    return value;
  }

  /** Reads on to the closing quote, so that the scanner stands behind the text. */
  @Override
  public void close() throws IOException {
    while (read() >= 0) {
      // what is left of the text is passed over
    }
  }
}
