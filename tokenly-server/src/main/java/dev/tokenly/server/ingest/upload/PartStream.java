package dev.tokenly.server.ingest.upload;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The parts of a multipart body, one after the other, each as a stream that ends where its delimiter begins. The delimiter
 * is looked for in strides of its own length (Horspool's way): an upload is large, and byte by byte that was half of what
 * it cost the server.
 */
final class PartStream extends InputStream {
  private static final int BUFFER = 32 * 1024;
  private static final int MAX_HEADERS = 4 * 1024;

  private final InputStream body;
  private final byte[] delimiter;
  private final int[] strides = new int[256];
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int partEnd;
  private int end = 2;
  private long shifted;
  private boolean delimited;
  private String headers = "";

  PartStream(InputStream body, String boundary) {
    this.body = body;
    this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    Arrays.fill(strides, delimiter.length);
    for (int place = 0; place < delimiter.length - 1; place++) {
      strides[delimiter[place] & 0xff] = delimiter.length - 1 - place;
    }
    buffer[0] = '\r'; // so that the first delimiter looks like the others, and what is before it like a part
    buffer[1] = '\n';
  }

  /** The body does not consist of parts. */
  static final class Malformed extends IOException {
    private static final long serialVersionUID = 1;

    Malformed(String message) {
      super(message);
    }
  }

  /** Goes to the next part, behind its headers; false when there is none. */
  boolean next() throws IOException {
    while (isInPart()) {
      at = partEnd;
    }
    at += delimiter.length;
    while (end - at < 2) {
      fill();
    }
    if (buffer[at] == '-' && buffer[at + 1] == '-') {
      partEnd = at;
      return false;
    }
    if (!line().isEmpty()) {
      throw new Malformed("something stands behind a boundary");
    }
    StringBuilder lines = new StringBuilder();
    for (String line = line(); !line.isEmpty(); line = line()) {
      checkLength(lines.append(line).append("\r\n"));
    }
    headers = lines.toString();
    partEnd = at;
    delimited = false;
    return true;
  }

  /** How many bytes of the body were before what is read next. */
  long position() {
    return shifted + at - 2;
  }

  /** The present part's headers, each with its line end. */
  String headers() {
    return headers;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    while (line.length() < 2 || line.charAt(line.length() - 1) != '\n' || line.charAt(line.length() - 2) != '\r') {
      if (at == end) {
        fill();
      }
      checkLength(line.append((char) (buffer[at++] & 0xff)));
    }
    return line.substring(0, line.length() - 2);
  }

  private static void checkLength(StringBuilder lines) throws Malformed {
    if (lines.length() > MAX_HEADERS) {
      throw new Malformed("a part's headers are longer than " + MAX_HEADERS + " bytes");
    }
  }

  @Override
  public int read() throws IOException {
    return isInPart() ? buffer[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (!isInPart()) {
      return -1;
    }
    int count = Math.min(length, partEnd - at);
    System.arraycopy(buffer, at, target, offset, count);
    at += count;
    return count;
  }

  /** True when there are bytes of the part to be read; false at its delimiter. */
  private boolean isInPart() throws IOException {
    while (at == partEnd && !delimited) {
      seek();
      if (at == partEnd && !delimited) {
        fill();
      }
    }
    return at < partEnd;
  }

  /** Moves the end of what is known to belong to the part: to the delimiter, or to where one may begin. */
  private void seek() {
    int last = delimiter.length - 1;
    int from = partEnd;
    while (from + last < end && !delimited) {
      byte ending = buffer[from + last];
      delimited = ending == delimiter[last] && Arrays.equals(buffer, from, from + last, delimiter, 0, last);
      from += delimited ? 0 : strides[ending & 0xff];
    }
    partEnd = from;
  }

  /** Reads more, behind what is left to be looked at. */
  private void fill() throws IOException {
    System.arraycopy(buffer, at, buffer, 0, end - at);
    end -= at;
    partEnd -= at;
    shifted += at;
    at = 0;
    int count = body.read(buffer, end, buffer.length - end);
    if (count < 0) {
      throw new EOFException("it ends in the middle of a part");
    }
    end += count;
  }
}
