package dev.tokenly.proxy.relay;

import dev.tokenly.proxy.meter.End;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/**
 * A request's body as it comes, each wait parking a virtual thread, all of it until a deadline: every dripped byte renews the
 * idle timeout of its connection, so that alone would let a client keep its share of the memory for as long as it likes.
 */
final class IncomingBody {
  private final Request request;
  private final long deadline;
  private final Semaphore arrived = new Semaphore(0);
  private final Runnable more = Invocable.from(Invocable.InvocationType.NON_BLOCKING, arrived::release);
  private Content.@Nullable Chunk held;

  /** The body of a request, which from now on has so much time. */
  IncomingBody(Request request, Duration time) {
    this.request = request;
    this.deadline = System.nanoTime() + time.toNanos();
  }

  /** The next piece, valid until the next call; null at the end. Throws the refusal when it does not come, or not in time. */
  @Nullable
  ByteBuffer next() throws Refusal, InterruptedException {
    if (held != null) {
      boolean last = held.isLast();
      held.release();
      held = null;
      if (last) {
        return null;
      }
    }
    Content.Chunk chunk = await();
    if (Content.Chunk.isFailure(chunk)) {
      boolean late = Failure.of(chunk.getFailure()).end() == End.TIMEOUT;
      throw late ? tooSlow() : cut();
    }
    held = chunk;
    return chunk.getByteBuffer();
  }

  private Content.Chunk await() throws Refusal, InterruptedException {
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk != null) {
        return chunk;
      }
      request.demand(more);
      if (!arrived.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw tooSlow();
      }
    }
  }

  private static Refusal tooSlow() {
    return new Refusal(408, "the request came too slowly");
  }

  static Refusal cut() {
    return new Refusal(400, "the request's body was cut");
  }
}
