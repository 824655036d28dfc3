package dev.tokenly.formats.api;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts a byte stream into server-sent events by the WHATWG rules, wherever its pieces end: CRLF, LF and CR line ends, a
 * byte order mark, comments, several data lines. An event over the limit is dropped and counted, the stream goes on. Not
 * thread-safe.
 */
public final class SseReader {
  /** Longest event read, in bytes of its data. */
  public static final int DEFAULT_LIMIT = 1 << 20;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
  private static final byte[] DATA = "data:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] BARE_DATA = "data".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] EVENT = "event:".getBytes(StandardCharsets.US_ASCII);

  private final int limit;
  private final Consumer<SseEvent> events;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(0);
  private final ByteArrayOutputStream data = new ByteArrayOutputStream(0);
  private String type = "";
  private boolean hasData;
  private boolean tooLong;
  private boolean afterCarriageReturn;
  private boolean eventOpen;
  private long position;
  private long eventFrom;
  private long dropped;
  private boolean firstLine = true;

  public SseReader(int limit, Consumer<SseEvent> events) {
    this.limit = limit;
    this.events = events;
  }

  /** Takes the stream's next bytes, any number of them, and hands on each event they complete. */
  public void feed(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      if (afterCarriageReturn) {
        at = behindLineFeed(bytes, at);
        continue;
      }
      int end = endOfLine(bytes, at, to);
      position += end - at;
      eventOpen |= end > at;
      if (end < to) {
        position++;
        afterCarriageReturn = bytes[end] == '\r';
        line(bytes, at, end);
        end++;
      } else {
        keep(bytes, at, end);
      }
      at = end;
    }
  }

  /** The line feed of a CRLF belongs to the line it ends, even when the event was handed on at the carriage return. */
  private int behindLineFeed(byte[] bytes, int at) {
    afterCarriageReturn = false;
    if (bytes[at] != '\n') {
      return at;
    }
    position++;
    if (!eventOpen) {
      eventFrom = position;
    }
    return at + 1;
  }

  private static int endOfLine(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != '\n' && bytes[at] != '\r') {
      at++;
    }
    return at;
  }

  /** Keeps the beginning of a line whose end is still to come. */
  private void keep(byte[] bytes, int from, int to) {
    if (line.size() + to - from > limit) {
      tooLong = true;
    } else {
      line.write(bytes, from, to - from);
    }
  }

  private void line(byte[] bytes, int from, int to) {
    if (line.size() == 0) {
      whole(bytes, from, to);
    } else {
      keep(bytes, from, to);
      byte[] joined = line.toByteArray();
      line.reset();
      whole(joined, 0, joined.length);
    }
  }

  private void whole(byte[] bytes, int from, int to) {
    int begin = firstLine && starts(bytes, from, to, BYTE_ORDER_MARK) ? from + BYTE_ORDER_MARK.length : from;
    firstLine = false;
    if (begin == to) {
      dispatch();
    } else if (starts(bytes, begin, to, DATA)) {
      addData(bytes, valueAt(bytes, begin + DATA.length, to), to);
    } else if (starts(bytes, begin, to, EVENT)) {
      int at = valueAt(bytes, begin + EVENT.length, to);
      type = new String(bytes, at, to - at, StandardCharsets.UTF_8);
    } else if (to - begin == DATA.length - 1 && starts(bytes, begin, to, BARE_DATA)) {
      addData(bytes, to, to);
    }
  }

  private static boolean starts(byte[] bytes, int from, int to, byte[] with) {
    int end = from + with.length;
    return end <= to && Arrays.equals(bytes, from, end, with, 0, with.length);
  }

  private static int valueAt(byte[] bytes, int from, int to) {
    return from < to && bytes[from] == ' ' ? from + 1 : from;
  }

  private void addData(byte[] bytes, int from, int to) {
    if (data.size() + to - from > limit) {
      tooLong = true;
      return;
    }
    if (hasData) {
      data.write('\n');
    }
    hasData = true;
    data.write(bytes, from, to - from);
  }

  private void dispatch() {
    if (tooLong) {
      dropped++;
    } else if (hasData) {
      String named = type.isEmpty() ? "message" : type;
      events.accept(new SseEvent(named, data.toByteArray(), eventFrom, position));
    }
    data.reset();
    type = "";
    hasData = false;
    tooLong = false;
    eventOpen = false;
    eventFrom = position;
  }

  /** Events dropped because they were over the limit. */
  public long dropped() {
    return dropped;
  }
}
