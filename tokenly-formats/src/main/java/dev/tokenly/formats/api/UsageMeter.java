package dev.tokenly.formats.api;

import dev.tokenly.formats.json.ByteSearch;
import dev.tokenly.formats.json.JsonScanner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Counts one reply while its bytes pass by: fed with the (uncompressed) body in any pieces, it can say at any moment what
 * the provider has counted so far. It never throws at what it is fed; what it cannot read it counts as {@link #unread}.
 * Not thread-safe.
 */
public final class UsageMeter {
  /** Longest whole body or single line kept for counting, in bytes. */
  public static final int DEFAULT_BODY_LIMIT = 16 << 20;

  private static final int LONGEST_DONE = 16;

  private final Framing framing;
  private final int bodyLimit;
  private final ReplyReader reply = new ReplyReader(new RawUsage());
  private final JsonScanner json = new JsonScanner();
  private final SseReader events = new SseReader(SseReader.DEFAULT_LIMIT, this::event);
  private final ByteArrayOutputStream held = new ByteArrayOutputStream(0);
  private boolean overflow;
  private boolean sawDone;
  private boolean bodyEnded;
  private long eventCount;
  private long unread;

  /** How a reply's body is cut into JSON objects. */
  public enum Framing {
    /** Server-sent events ({@code text/event-stream}). */
    EVENTS,
    /** One JSON object a line, as Ollama streams. */
    LINES,
    /** One JSON document. */
    WHOLE;

    /** The framing a {@code Content-Type} announces. */
    public static Framing of(String contentType) {
      if (contentType.startsWith("text/event-stream")) {
        return EVENTS;
      }
      return contentType.startsWith("application/x-ndjson") || contentType.startsWith("application/jsonl")
          ? LINES
          : WHOLE;
    }
  }

  public UsageMeter(Framing framing) {
    this(framing, DEFAULT_BODY_LIMIT);
  }

  public UsageMeter(Framing framing, int bodyLimit) {
    this.framing = framing;
    this.bodyLimit = bodyLimit;
  }

  /** Takes the body's next bytes. */
  public void feed(byte[] bytes, int from, int to) {
    switch (framing) {
      case EVENTS -> events.feed(bytes, from, to);
      case LINES -> lines(bytes, from, to);
      case WHOLE -> hold(bytes, from, to);
    }
  }

  /** The body has come to its own end (it was not cut). */
  public void end() {
    bodyEnded = true;
    if (framing != Framing.EVENTS) {
      readHeld();
    }
  }

  private void lines(byte[] bytes, int from, int to) {
    int at = from;
    for (int newline = next(bytes, at, to); newline < to; newline = next(bytes, at, to)) {
      hold(bytes, at, newline);
      readHeld();
      at = newline + 1;
    }
    hold(bytes, at, to);
  }

  private static int next(byte[] bytes, int from, int to) {
    return ByteSearch.indexOf(bytes, from, to, '\n');
  }

  private void hold(byte[] bytes, int from, int to) {
    if (held.size() + (to - from) > bodyLimit) {
      overflow = true;
      held.reset();
    } else if (!overflow) {
      held.write(bytes, from, to - from);
    }
  }

  private void readHeld() {
    if (overflow) {
      unread++;
    } else if (held.size() > 0) {
      byte[] object = held.toByteArray();
      read(object);
    }
    overflow = false;
    held.reset();
  }

  private void event(SseEvent event) {
    byte[] data = event.dataBytes();
    if (data.length < LONGEST_DONE && event.data().strip().equals("[DONE]")) {
      sawDone = true;
    } else {
      read(data);
    }
  }

  private void read(byte[] object) {
    eventCount++;
    try {
      reply.read(json.over(object, 0, object.length));
    } catch (IOException _) {
      unread++;
    }
  }

  /** JSON objects read so far: events, lines, or the one document. */
  public long events() {
    return eventCount;
  }

  /** Objects that were no JSON or over the limit, and so are not counted in. */
  public long unread() {
    return unread + events.dropped();
  }

  /**
   * What the reply has said so far. It is the provider's final word when an event said so, when {@code [DONE]} came or when
   * the body came to its own end.
   */
  public ReplyUsage usage() {
    return reply.usage(bodyEnded || sawDone || reply.ended());
  }
}
