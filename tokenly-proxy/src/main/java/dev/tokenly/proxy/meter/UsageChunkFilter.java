package dev.tokenly.proxy.meter;

import dev.tokenly.formats.api.SseReader;
import dev.tokenly.formats.json.JsonScanner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Withholds the one chunk a stream has only because the proxy asked for usage: a usage object beside an empty list of
 * choices. Every other byte passes unchanged, and no later than the end of its event. Not thread-safe.
 */
public final class UsageChunkFilter {
  /** A usage chunk is small: an event beyond this is none, and is not held. */
  private static final int MAX_HELD = 16 << 10;

  private static final byte[] USAGE = "\"usage\"".getBytes(StandardCharsets.US_ASCII);

  private final ByteArrayOutputStream held = new ByteArrayOutputStream(1024);
  private boolean passing;
  private boolean lineEmpty = true;
  private boolean afterCarriageReturn;
  private boolean afterHidden;
  private int hidden;

  /** Takes the stream's next bytes and writes those that may go on. */
  public void feed(byte[] bytes, int from, int to, ByteArrayOutputStream out) {
    for (int at = from; at < to; at++) {
      byte next = bytes[at];
      if (afterHidden && next == '\n') {
        afterHidden = false; // the line feed of the hidden chunk's last CRLF
        afterCarriageReturn = false;
        continue;
      }
      afterHidden = false;
      (passing ? out : held).write(next);
      endOfLine(next, out);
      if (held.size() > MAX_HELD) {
        passing = true;
        release(out);
      }
    }
  }

  private void endOfLine(byte next, ByteArrayOutputStream out) {
    boolean secondOfPair = next == '\n' && afterCarriageReturn;
    afterCarriageReturn = next == '\r';
    if (secondOfPair) {
      return;
    }
    if (next != '\n' && next != '\r') {
      lineEmpty = false;
    } else if (!lineEmpty) {
      lineEmpty = true;
    } else {
      endOfEvent(next, out);
    }
  }

  private void endOfEvent(byte last, ByteArrayOutputStream out) {
    passing = false;
    if (holdsUsage() && isUsageChunk()) {
      hidden++;
      held.reset();
      afterHidden = last == '\r';
    } else {
      release(out);
    }
  }

  /** The stream is over: what is left of an unfinished event goes on. */
  public void end(ByteArrayOutputStream out) {
    release(out);
  }

  private void release(ByteArrayOutputStream out) {
    out.writeBytes(held.toByteArray());
    held.reset();
  }

  /** Chunks withheld so far. */
  public int hidden() {
    return hidden;
  }

  private boolean holdsUsage() {
    byte[] bytes = held.toByteArray();
    for (int at = 0; at + USAGE.length <= bytes.length; at++) {
      if (bytes[at] == '"' && Arrays.equals(bytes, at, at + USAGE.length, USAGE, 0, USAGE.length)) {
        return true;
      }
    }
    return false;
  }

  private boolean isUsageChunk() {
    boolean[] found = new boolean[1];
    SseReader reader = new SseReader(MAX_HELD, event -> found[0] = isUsageOnly(event.dataBytes()));
    byte[] bytes = held.toByteArray();
    reader.feed(bytes, 0, bytes.length);
    return found[0];
  }

  private static boolean isUsageOnly(byte[] data) {
    try {
      JsonScanner json = new JsonScanner().over(data, 0, data.length);
      boolean noChoices = false;
      boolean usage = false;
      if (json.beginObject()) {
        for (String name = json.nextField(); name != null; name = json.nextField()) {
          switch (name) {
            case "choices" -> noChoices = isEmptyArray(json);
            case "usage" -> usage = isObject(json);
            default -> json.skip();
          }
        }
      }
      return noChoices && usage;
    } catch (IOException _) {
      return false;
    }
  }

  private static boolean isEmptyArray(JsonScanner json) throws IOException {
    boolean array = json.peekOrEnd() == '[';
    boolean empty = array;
    if (json.beginArray()) {
      while (json.nextElement()) {
        json.skip();
        empty = false;
      }
    }
    return empty;
  }

  private static boolean isObject(JsonScanner json) throws IOException {
    boolean object = json.peekOrEnd() == '{';
    json.skip();
    return object;
  }
}
