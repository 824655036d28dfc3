package dev.tokenly.proxy.relay;

import dev.tokenly.proxy.meter.ReplyMeter;
import dev.tokenly.proxy.meter.UsageChunkFilter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;

/**
 * Passes a reply's body on, piece by piece as it comes, with a copy to the meter. A client that has gone is written to no
 * more, but the reply is read on as long as its {@link Departure} allows.
 */
final class Transfer {
  private final UpstreamReply reply;
  private final Response client;
  private final Departure departure;
  private final @Nullable ReplyMeter meter;
  private final @Nullable UsageChunkFilter filter;
  private final Runnable progress;
  private long firstByteNanos;
  private long readOn;
  private boolean missed;

  /** {@code meter} and {@code filter} may be null; {@code progress} runs after each piece. */
  Transfer(UpstreamReply reply, Response client, Departure departure, Counting counting) {
    this.reply = reply;
    this.client = client;
    this.departure = departure;
    this.meter = counting.meter();
    this.filter = counting.filter();
    this.progress = counting.progress();
  }

  /** What is done with the copy. */
  record Counting(@Nullable ReplyMeter meter, @Nullable UsageChunkFilter filter, Runnable progress) {
    static final Counting NONE = new Counting(null, null, () -> {});
  }

  /** Moves the whole body, {@code first} before all that is still to come; throws when the upstream cuts it. */
  void run(byte[] first) throws IOException, InterruptedException {
    if (first.length > 0) {
      pass(first);
    }
    boolean last = false;
    while (!last) {
      Content.Chunk chunk = reply.next();
      last = chunk.isLast();
      byte[] bytes = BufferUtil.toArray(chunk.getByteBuffer());
      chunk.release();
      if (bytes.length > 0) {
        pass(bytes);
      }
    }
    if (filter != null) {
      ByteArrayOutputStream rest = new ByteArrayOutputStream();
      filter.end(rest);
      write(rest.toByteArray());
    }
  }

  private void pass(byte[] bytes) {
    if (firstByteNanos == 0) {
      firstByteNanos = System.nanoTime();
    }
    write(filtered(bytes));
    if (meter != null) {
      meter.feed(bytes, 0, bytes.length);
    }
    progress.run();
    if (departure.hasHappened()) {
      readOn += bytes.length;
      if (readOn > Departure.MOST_BYTES) {
        departure.giveUp();
      }
    }
  }

  private byte[] filtered(byte[] bytes) {
    if (filter == null) {
      return bytes;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 64);
    filter.feed(bytes, 0, bytes.length, out);
    return out.toByteArray();
  }

  private void write(byte[] bytes) {
    if (bytes.length == 0) {
      return;
    }
    if (departure.hasHappened()) {
      missed = true;
      return;
    }
    try {
      Content.Sink.write(client, false, ByteBuffer.wrap(bytes));
    } catch (IOException _) {
      missed = true;
      departure.happens();
    }
  }

  /** Whether the client has gone without all that came for it; one that hangs up after the last byte missed nothing. */
  boolean missed() {
    return missed;
  }

  /** When the first byte of the body came, by {@link System#nanoTime}; 0 before. */
  long firstByteNanos() {
    return firstByteNanos;
  }
}
