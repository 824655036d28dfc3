package dev.tokenly.proxy.meter;

import dev.tokenly.formats.api.SseReader;
import dev.tokenly.formats.json.ByteSearch;
import dev.tokenly.formats.json.JsonScanner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Withholds the one chunk a stream has only because the proxy asked for usage: a usage object beside an empty list of
 * choices. Every other byte passes unchanged, and no later than the end of its event. Not thread-safe.
 */
public final class UsageChunkFilter {
  /** A usage chunk is small: an event beyond this is none, and is not held. */
  private static final int MAX_HELD = 16 << 10;

  private static final ByteSearch USAGE = new ByteSearch("\"usage\"");

  private final ByteArrayOutputStream held = new ByteArrayOutputStream(0);
  private boolean passing;
  private boolean lineEmpty = true;
  private boolean afterCarriageReturn;
  private boolean afterHidden;
  private int hidden;

  /** Takes the stream's next bytes and writes those that may go on. */
  public void feed(byte[] bytes, int from, int to, ByteArrayOutputStream out) {
    int begin = from;
    for (int at = from; at < to; at++) {
      byte next = bytes[at];
      if (afterHidden && next == '\n') {
        begin = at + 1; // the line feed of the hidden chunk's last CRLF
        afterCarriageReturn = false;
        afterHidden = false;
      } else if (endsEvent(next)) {
        take(bytes, begin, at + 1, out);
        begin = at + 1;
        afterHidden = !endOfEvent(out) && next == '\r';
      } else {
        afterHidden = false;
      }
    }
    take(bytes, begin, to, out);
  }

  private boolean endsEvent(byte next) {
    if (next != '\n' && next != '\r') {
      lineEmpty = false;
      afterCarriageReturn = false;
      return false;
    }
    boolean secondOfPair = next == '\n' && afterCarriageReturn;
    afterCarriageReturn = next == '\r';
    boolean ends = lineEmpty && !secondOfPair;
    lineEmpty = true;
    return ends;
  }

  private void take(byte[] bytes, int from, int to, ByteArrayOutputStream out) {
    if (passing) {
      out.write(bytes, from, to - from);
      return;
    }
    held.write(bytes, from, to - from);
    if (held.size() > MAX_HELD) {
      passing = true;
      release(out);
    }
  }

  /** Answers whether the event may go on. */
  private boolean endOfEvent(ByteArrayOutputStream out) {
    passing = false;
    if (isUsageChunk()) {
      hidden++;
      held.reset();
      return false;
    }
    release(out);
    return true;
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

  private boolean isUsageChunk() {
    byte[] bytes = held.toByteArray();
    if (USAGE.find(bytes, 0, bytes.length) < 0) {
      return false;
    }
    boolean[] found = new boolean[1];
    SseReader reader = new SseReader(MAX_HELD, event -> found[0] = isUsageOnly(event.dataBytes()));
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
