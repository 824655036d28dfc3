package dev.tokenly.formats.api;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Cuts a byte stream into server-sent events by the WHATWG rules, wherever its pieces end: CRLF, LF and CR line ends, a
 * byte order mark, comments, several data lines. An event over the limit is dropped and counted, the stream goes on. Not
 * thread-safe.
 */
public final class SseReader {
  /** Longest event read, in bytes of its data. */
  public static final int DEFAULT_LIMIT = 1 << 20;

  private final int limit;
  private final Consumer<SseEvent> events;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
  private final ByteArrayOutputStream data = new ByteArrayOutputStream(512);
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
    for (int at = from; at < to; at++) {
      byte next = bytes[at];
      position++;
      if (next == '\n' && afterCarriageReturn) {
        afterCarriageReturn = false;
        moveStartBehindLineFeed();
        continue;
      }
      afterCarriageReturn = next == '\r';
      if (next == '\n' || next == '\r') {
        endOfLine();
      } else {
        add(next);
      }
    }
  }

  /** The line feed of a CRLF belongs to the line it ends, even when the event was handed on at the carriage return. */
  private void moveStartBehindLineFeed() {
    if (!eventOpen) {
      eventFrom = position;
    }
  }

  private void add(byte next) {
    eventOpen = true;
    if (line.size() < limit) {
      line.write(next);
    } else {
      tooLong = true;
    }
  }

  private void endOfLine() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    if (firstLine) {
      firstLine = false;
      text = text.startsWith("\ufeff") ? text.substring(1) : text;
    }
    if (text.isEmpty()) {
      dispatch();
    } else {
      field(text);
    }
  }

  private void field(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    int valueAt = colon < 0 ? text.length() : colon + (text.startsWith(" ", colon + 1) ? 2 : 1);
    if (name.equals("data")) {
      addData(text.substring(valueAt));
    } else if (name.equals("event")) {
      type = text.substring(valueAt);
    }
  }

  private void addData(String value) {
    if (data.size() + value.length() > limit) {
      tooLong = true;
      return;
    }
    if (hasData) {
      data.write('\n');
    }
    hasData = true;
    data.writeBytes(value.getBytes(StandardCharsets.UTF_8));
  }

  private void dispatch() {
    if (tooLong) {
      dropped++;
    } else if (hasData) {
      String named = type.isEmpty() ? "message" : type;
      events.accept(new SseEvent(named, data.toString(StandardCharsets.UTF_8), eventFrom, position));
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
