package dev.tokenly.formats.api;

import java.nio.charset.StandardCharsets;

/**
 * One server-sent event: its type ("message" when the stream names none), its data lines joined by newlines, and the
 * stream's bytes {@code [from, to)} it was written in, its closing blank line included.
 */
public final class SseEvent {
  private final String type;
  private final byte[] data;
  private final long from;
  private final long to;

  /** Takes the array as its own. */
  SseEvent(String type, byte[] data, long from, long to) {
    this.type = type;
    this.data = data;
    this.from = from;
    this.to = to;
  }

  public String type() {
    return type;
  }

  public String data() {
    return new String(data, StandardCharsets.UTF_8);
  }

  /** The data as it came, for a JSON parser; not to be changed. */
  public byte[] dataBytes() {
    return data;
  }

  public long from() {
    return from;
  }

  public long to() {
    return to;
  }
}
