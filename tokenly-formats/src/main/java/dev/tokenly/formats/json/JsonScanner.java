package dev.tokenly.formats.json;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Pulls the few values a reader asks for out of JSON of any size; no text is made of a value that was not asked for, and
 * memory stays bounded. After {@link #nextField} or {@link #nextElement} exactly one value method must be called. An explicit
 * null, or another type than asked for, reads as absent; text that is no JSON throws {@link MalformedJson}.
 */
public final class JsonScanner {
  /** Longest text given out, in bytes; what is longer is cut. */
  public static final int MAX_TEXT = 4096;

  private static final int MAX_SCALAR = 256;
  private static final int STREAM_BUFFER = 64 * 1024;

  private byte[] own = new byte[0];
  private byte[] bytes = own;
  private int at;
  private int end;
  private @Nullable InputStream more;
  private boolean badCount;

  /** Starts on the JSON in {@code range[from, to)}. */
  public JsonScanner over(byte[] range, int from, int to) {
    bytes = range;
    at = from;
    end = to;
    more = null;
    badCount = false;
    return this;
  }

  /** Starts on the JSON of a stream, held 64 KiB at a time. */
  public JsonScanner over(InputStream in) {
    own = own.length == 0 ? new byte[STREAM_BUFFER] : own;
    over(own, 0, 0);
    more = in;
    return this;
  }

  /** Another scanner at the same place of a range (not of a stream), to look ahead with. */
  public JsonScanner ahead() {
    return new JsonScanner().over(bytes, at, end);
  }

  /** Goes into the object that comes next; passes over anything else and answers false. */
  public boolean beginObject() throws IOException {
    return begin('{');
  }

  /** Goes into the array that comes next; passes over anything else and answers false. */
  public boolean beginArray() throws IOException {
    return begin('[');
  }

  private boolean begin(char sign) throws IOException {
    if (peek() == sign) {
      at++;
      return true;
    }
    skip();
    return false;
  }

  /** The name of the object's next field, or null after its last, when the object is left. */
  public @Nullable String nextField() throws IOException {
    int next = peekBehindComma();
    if (next == '}') {
      at++;
      return null;
    }
    if (next != '"') {
      throw new MalformedJson("not valid JSON: a field name was expected");
    }
    String name = fieldName();
    if (peek() != ':') {
      throw new MalformedJson("not valid JSON: a colon was expected");
    }
    at++;
    return name;
  }

  private String fieldName() throws IOException {
    int from = at + 1;
    int close = ByteSearch.quoteOrBackslash(bytes, from, end);
    if (close < end && bytes[close] == '"') {
      at = close + 1;
      return NameTable.name(bytes, from, close);
    }
    return collectText();
  }

  /** Whether the array has another element; after its last the array is left. */
  public boolean nextElement() throws IOException {
    boolean another = peekBehindComma() != ']';
    at += another ? 0 : 1;
    return another;
  }

  private int peekBehindComma() throws IOException {
    if (peek() == ',') {
      at++;
    }
    return peek();
  }

  /** The first byte of the value that comes next (a quote, a bracket, a digit …), or -1 at the end. */
  public int peekOrEnd() throws IOException {
    while (at < end || refill()) {
      byte next = bytes[at];
      if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
        return next;
      }
      at++;
    }
    return -1;
  }

  private int peek() throws IOException {
    if (at < end && bytes[at] > ' ') {
      return bytes[at];
    }
    int next = peekOrEnd();
    if (next < 0) {
      throw new MalformedJson("not valid JSON: it ends too early");
    }
    return next;
  }

  private boolean refill() throws IOException {
    at = more == null ? at : 0;
    end = more == null ? end : Math.max(0, more.read(bytes, 0, bytes.length));
    return at < end;
  }

  private byte take() throws IOException {
    if (at == end && !refill()) {
      throw new MalformedJson("not valid JSON: it ends too early");
    }
    return bytes[at++];
  }

  /** The text that comes next, cut at {@link #MAX_TEXT} bytes; null when it is null or no text. */
  public @Nullable String text() throws IOException {
    if (peek() != '"') {
      skip();
      return null;
    }
    int from = at + 1;
    int close = ByteSearch.quoteOrBackslash(bytes, from, end);
    if (close < end && bytes[close] == '"' && close - from <= MAX_TEXT) {
      at = close + 1;
      return new String(bytes, from, close - from, StandardCharsets.UTF_8);
    }
    return collectText();
  }

  /** The text that comes next, like {@link #text}; the one given, itself, when it says the same. */
  public @Nullable String textLike(@Nullable String before) throws IOException {
    if (before != null && peek() == '"') {
      int length = before.length();
      int close = at + 1 + length;
      if (close < end && bytes[close] == '"' && ByteSearch.isPlainText(before, bytes, at + 1)) {
        at = close + 1;
        return before;
      }
    }
    return text();
  }

  private String collectText() throws IOException {
    try (InputStream text = textStream()) {
      return new String(text.readNBytes(MAX_TEXT), StandardCharsets.UTF_8);
    }
  }

  /** The bytes of the text that comes next, escapes resolved, as a stream that must be closed before going on. */
  public InputStream textStream() throws IOException {
    return begin('"') ? new TextStream(this::take) : InputStream.nullInputStream();
  }

  /** Passes over the text that comes next and counts its characters (UTF-16 units), escapes resolved; 0 when it is none. */
  public long textLength() throws IOException {
    return begin('"') ? TextLength.of(this::take) : 0;
  }

  /** A whole number ≥ 0, also when written as {@code 12.0}, {@code 1.2e1} or in quotes; -1 when there is none. */
  public long count() throws IOException {
    int next = peek();
    if (next >= '0' && next <= '9') {
      long value = 0;
      int digits = 0;
      while (at < end && bytes[at] >= '0' && bytes[at] <= '9' && digits < JsonNumbers.MAX_COUNT_DIGITS) {
        value = value * 10 + (bytes[at++] - '0');
        digits++;
      }
      if (at < end && JsonNumbers.endsBefore(bytes[at])) {
        return value;
      }
      at -= digits;
    }
    boolean bare = next == '-' || Character.isLetterOrDigit(next);
    String written = bare ? scalarText() : text();
    badCount |= written == null || JsonNumbers.isNoCount(written);
    return JsonNumbers.count(written);
  }

  /**
   * Whether, since the beginning or since this was last asked, a count was read as absent where something stands that is
   * none: a negative or immense number, or no number.
   */
  public boolean tookBadCount() {
    boolean bad = badCount;
    badCount = false;
    return bad;
  }

  /** The same for a number of tokens, of which there are none where none is told. */
  public long tokens() throws IOException {
    return Math.max(0, count());
  }

  /** A decimal number, also in quotes, exactly as written; null when there is none. */
  public @Nullable BigDecimal decimal() throws IOException {
    int next = peek();
    if (next != '"' && next != '-' && (next < '0' || next > '9')) {
      skip();
      return null;
    }
    return JsonNumbers.decimal(next == '"' ? text() : scalarText());
  }

  /** True when the literal {@code true} comes next; anything else is passed over and reads as false. */
  public boolean flag() throws IOException {
    if (peek() == 't') {
      return scalarText().equals("true");
    }
    skip();
    return false;
  }

  private String scalarText() throws IOException {
    StringBuilder text = new StringBuilder();
    do {
      int from = at;
      at = JsonNumbers.end(bytes, at, end);
      text.append(new String(bytes, from, Math.min(at - from, MAX_SCALAR), StandardCharsets.ISO_8859_1));
    } while (at == end && refill());
    return text.toString();
  }

  /** Passes over the value that comes next, whatever it is and holds. */
  public void skip() throws IOException {
    int next = peek();
    if (next == '"') {
      at++;
      skipText();
    } else if (next == '{' || next == '[') {
      skipContainer();
    } else if (JsonNumbers.isDelimiter((byte) next)) {
      throw new MalformedJson("not valid JSON: a value was expected");
    } else {
      do {
        at = JsonNumbers.end(bytes, at, end);
      } while (at == end && refill());
    }
  }

  private void skipContainer() throws IOException {
    int depth = 0;
    do {
      switch (take()) {
        case '"' -> skipText();
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        default -> {}
      }
    } while (depth > 0);
  }

  private void skipText() throws IOException {
    while (true) {
      at = ByteSearch.quoteOrBackslash(bytes, at, end);
      if (take() == '"') {
        return;
      }
      if (bytes[at - 1] == '\\') {
        take();
      }
    }
  }
}
