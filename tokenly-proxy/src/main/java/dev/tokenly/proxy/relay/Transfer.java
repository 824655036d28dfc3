package dev.tokenly.proxy.relay;

import dev.tokenly.proxy.meter.ReplyMeter;
import dev.tokenly.proxy.meter.UsageChunkFilter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/**
 * Passes a reply's body on, piece by piece as it comes, with a copy to the meter. A client that has gone is written to no
 * more, but the reply is read on as long as its {@link Departure} allows. Each piece is read, counted and written on the
 * thread that saw it come, while the call's own thread sleeps: waking that one for every piece costs more than all of the
 * work on it. Reading is the back pressure: the upstream is asked for more only when the last piece was taken.
 */
final class Transfer extends IteratingCallback {
  private final UpstreamReply reply;
  private final Response client;
  private final Departure departure;
  private final @Nullable ReplyMeter meter;
  private final @Nullable UsageChunkFilter filter;
  private final Runnable progress;
  private final Runnable more = Invocable.from(InvocationType.NON_BLOCKING, () -> goOn(this::iterate));
  private final Callback written =
      Callback.from(InvocationType.NON_BLOCKING, () -> goOn(this::succeeded), this::notWritten);
  private final CountDownLatch over = new CountDownLatch(1);
  private byte[] first = new byte[0];
  private boolean last;
  private @Nullable Throwable failure;
  private long firstByteNanos;
  private long readOn;
  private volatile boolean missed;

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

  /** Moves the whole body, {@code beginning} before all that is still to come; throws when the upstream cuts it. */
  void run(byte[] beginning) throws IOException, InterruptedException {
    first = beginning;
    iterate();
    over.await();
    if (failure != null) {
      throw new IOException("the upstream cut its reply", failure);
    }
  }

  @Override
  protected Action process() {
    byte[] bytes = first;
    first = new byte[0];
    while (true) {
      if (bytes.length > 0 && pass(bytes)) {
        return Action.SCHEDULED;
      }
      if (last) {
        return end();
      }
      Content.Chunk chunk = reply.read();
      if (chunk == null) {
        reply.demand(more);
        return Action.IDLE;
      }
      if (Content.Chunk.isFailure(chunk)) {
        failure = chunk.getFailure();
        return Action.SUCCEEDED;
      }
      last = chunk.isLast();
      bytes = BufferUtil.toArray(chunk.getByteBuffer());
      chunk.release();
    }
  }

  private Action end() {
    if (filter != null) {
      ByteArrayOutputStream rest = new ByteArrayOutputStream();
      filter.end(rest);
      if (write(rest.toByteArray())) {
        return Action.SCHEDULED;
      }
    }
    return Action.SUCCEEDED;
  }

  @Override
  protected void onCompleted(@Nullable Throwable cause) {
    failure = cause == null ? failure : cause;
    over.countDown();
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  private boolean pass(byte[] bytes) {
    if (firstByteNanos == 0) {
      firstByteNanos = System.nanoTime();
    }
    boolean writing = write(filtered(bytes));
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
    return writing;
  }

  private byte[] filtered(byte[] bytes) {
    if (filter == null) {
      return bytes;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 64);
    filter.feed(bytes, 0, bytes.length, out);
    return out.toByteArray();
  }

  /** Answers whether a write is under way, whose end goes on with the next piece. */
  private boolean write(byte[] bytes) {
    if (bytes.length == 0) {
      return false;
    }
    if (departure.hasHappened()) {
      missed = true;
      return false;
    }
    client.write(false, ByteBuffer.wrap(bytes), written);
    return true;
  }

  private void notWritten(Throwable cause) {
    missed = true;
    departure.happens();
    goOn(this::succeeded);
  }

  /** The thread that tells us serves all connections: what may wait for its copy to be inflated must not do so on it. */
  private void goOn(Runnable next) {
    if (meter != null && meter.mayWait()) {
      Thread.startVirtualThread(next);
    } else {
      next.run();
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
