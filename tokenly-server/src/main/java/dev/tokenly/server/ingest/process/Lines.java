package dev.tokenly.server.ingest.process;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Splits a stream into lines at LF or CRLF; a UTF-8 byte order mark at the start is skipped. A line is the bytes {@code
 * [from, from + length)} of {@link #bytes()} until the next call; one longer than a mebibyte is passed over and reported
 * as too long. Memory stays flat whatever comes.
 */
final class Lines {
  static final int MAX_LINE = 1 << 20;

  private final InputStream in;
  private byte[] buffer;
  private int next;
  private int filled;
  private int from;
  private int length;
  private boolean tooLong;
  private boolean ended;
  private boolean first = true;

  /** Reads into a buffer that is lent until the end, and into larger ones while a line needs it. */
  Lines(InputStream in, byte[] buffer) {
    this.in = in;
    this.buffer = buffer;
  }

  /** Moves to the next line; false at the end. */
  boolean next() throws IOException {
    tooLong = false;
    int scanned = next;
    while (true) {
      int end = newline(scanned);
      if (end >= 0) {
        take(end, end + 1);
        return true;
      }
      scanned = filled;
      if (ended) {
        boolean rest = next < filled || tooLong;
        take(filled, filled);
        return rest;
      }
      int moved = fill();
      scanned -= moved;
    }
  }

  private int newline(int start) {
    for (int at = start; at < filled; at++) {
      if (buffer[at] == '\n') {
        return at;
      }
    }
    return -1;
  }

  private void take(int end, int after) {
    from = next;
    length = end - from;
    next = after;
    if (length > 0 && buffer[end - 1] == '\r') {
      length--;
    }
    if (first && length >= 3 && isMark(from)) {
      from += 3;
      length -= 3;
    }
    first = false;
  }

  private boolean isMark(int at) {
    return buffer[at] == (byte) 0xef && buffer[at + 1] == (byte) 0xbb && buffer[at + 2] == (byte) 0xbf;
  }

  /** Reads more, making room first; answers by how much the kept bytes moved down. */
  private int fill() throws IOException {
    int moved = next;
    if (filled - next > MAX_LINE) {
      tooLong = true;
      moved = filled;
      next = filled; // The rest of the line is dropped too: it follows before the next newline.
    }
    System.arraycopy(buffer, next, buffer, 0, filled - next);
    filled -= next;
    next = 0;
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int read = in.read(buffer, filled, buffer.length - filled);
    ended = read < 0;
    filled += Math.max(read, 0);
    return moved;
  }

  /** Whether the line was longer than a mebibyte; its bytes are not kept. */
  boolean tooLong() {
    return tooLong;
  }

  /** Whether the line holds nothing but white space. */
  boolean blank() {
    for (int at = from; at < from + length; at++) {
      if (buffer[at] != ' ' && buffer[at] != '\t') {
        return false;
      }
    }
    return !tooLong;
  }

  byte[] bytes() {
    return buffer;
  }

  int from() {
    return from;
  }

  int length() {
    return length;
  }
}
