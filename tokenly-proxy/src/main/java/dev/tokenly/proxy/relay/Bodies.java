package dev.tokenly.proxy.relay;

import dev.tokenly.proxy.settings.Limits;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * Reads request bodies whole, all of them together within a fixed number of bytes: when that is used up a call waits for
 * another to hand its body on, so that memory stays flat however many large prompts come at once.
 */
final class Bodies {
  private static final int KIB = 1024;
  private static final int UNKNOWN_LENGTH = 1 << 20;
  private static final int PATIENCE_SECONDS = 60;

  private final int most;
  private final Duration time;
  private final Semaphore free;

  Bodies(Limits limits) {
    this.most = limits.sizes().body();
    this.time = limits.times().body();
    this.free = new Semaphore(permits(limits.sizes().buffered()), true);
  }

  /** A body held in memory until {@link #close}. */
  final class Held implements AutoCloseable {
    private int permits;
    private int length;
    private byte[] bytes;
    private boolean closed;

    private Held(int capacity, int permits) {
      this.bytes = new byte[capacity];
      this.permits = permits;
    }

    byte[] bytes() {
      return bytes;
    }

    private void add(ByteBuffer piece) throws Refusal {
      int longer = length + piece.remaining();
      if (longer > most) {
        throw tooLarge();
      }
      if (longer > bytes.length) {
        int capacity = Math.min(most, Math.max(longer, 2 * bytes.length));
        reserve(permits(capacity) - permits);
        bytes = Arrays.copyOf(bytes, capacity);
      }
      int start = length;
      length = longer;
      piece.get(bytes, start, longer - start);
    }

    /** Takes more of the memory, without waiting: two that grow might wait for each other. */
    private void reserve(int more) throws Refusal {
      if (more > 0) {
        if (!free.tryAcquire(more)) {
          throw full();
        }
        permits += more;
      }
    }

    private void trim() {
      bytes = length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    /** Lets go of the bytes, and of their share of the memory. */
    @Override
    public void close() {
      if (!closed) {
        closed = true;
        bytes = new byte[0];
        free.release(permits);
      }
    }
  }

  /** Reads a request's body; throws a refusal when it is too large, does not come whole in time, or no room comes free. */
  Held read(Request request) throws InterruptedException, Refusal {
    long declared = declaredLength(request);
    if (declared > most) {
      throw tooLarge();
    }
    int capacity = declared < 0 ? Math.min(UNKNOWN_LENGTH, most) : (int) declared;
    int permits = permits(capacity);
    if (!free.tryAcquire(permits, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw full();
    }
    Held held = new Held(declared < 0 ? Math.min(capacity, 16 * KIB) : capacity, permits);
    boolean whole = false;
    try {
      fill(held, new IncomingBody(request, time));
      if (held.length < declared) {
        throw IncomingBody.cut();
      }
      held.trim();
      whole = true;
      return held;
    } finally {
      if (!whole) {
        held.close();
      }
    }
  }

  private static void fill(Held held, IncomingBody body) throws Refusal, InterruptedException {
    for (ByteBuffer piece = body.next(); piece != null; piece = body.next()) {
      held.add(piece);
    }
  }

  private static long declaredLength(Request request) {
    boolean chunked = request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    return chunked ? -1 : Math.max(0, request.getLength());
  }

  private static int permits(int bytes) {
    return bytes / KIB + 1;
  }

  private Refusal tooLarge() {
    return new Refusal(413, "the request is larger than " + (most >> 20) + " MiB (max_body_mb)");
  }

  private static Refusal full() {
    return new Refusal(503, "too many large requests at once", 5);
  }
}
