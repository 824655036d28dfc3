package dev.tokenly.formats.api;

import java.nio.charset.StandardCharsets;

/**
 * One server-sent event: its type ("message" when the stream names none), its data lines joined by newlines, and the
 * stream's bytes {@code [from, to)} it was written in, its closing blank line included.
 */
public record SseEvent(String type, String data, long from, long to) {

  /** The data as UTF-8, for a JSON parser. */
  public byte[] dataBytes() {
    return data.getBytes(StandardCharsets.UTF_8);
  }
}
