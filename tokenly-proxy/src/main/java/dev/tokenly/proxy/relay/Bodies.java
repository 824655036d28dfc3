package dev.tokenly.proxy.relay;

import dev.tokenly.proxy.meter.End;
import dev.tokenly.proxy.settings.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
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
  private final Semaphore free;

  Bodies(Limits.Sizes sizes) {
    this.most = sizes.body();
    this.free = new Semaphore(sizes.buffered() / KIB, true);
  }

  /** A body held in memory until {@link #close}. */
  final class Held implements AutoCloseable {
    private final int permits;
    private byte[] bytes;
    private boolean closed;

    private Held(byte[] bytes, int permits) {
      this.bytes = bytes;
      this.permits = permits;
    }

    byte[] bytes() {
      return bytes;
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

  /** Reads a request's body; throws a refusal when it is too large, does not come whole, or no room comes free. */
  Held read(Request request) throws InterruptedException, Refusal {
    long length = declaredLength(request);
    if (length > most) {
      throw tooLarge();
    }
    int permits = permits(length < 0 ? Math.min(UNKNOWN_LENGTH, most) : (int) length);
    if (!free.tryAcquire(permits, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new Refusal(503, "too many large requests at once", 5);
    }
    boolean read = false;
    try (InputStream in = Content.Source.asInputStream(request)) {
      Held held = length < 0 ? growing(in, permits) : exact(in, (int) length, permits);
      read = true;
      return held;
    } catch (IOException e) {
      boolean late = Failure.of(e).end() == End.TIMEOUT;
      throw late ? new Refusal(408, "the request came too slowly") : new Refusal(400, "the request's body was cut");
    } finally {
      if (!read) {
        free.release(permits);
      }
    }
  }

  private static long declaredLength(Request request) {
    boolean chunked = request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    return chunked ? -1 : Math.max(0, request.getLength());
  }

  private Held exact(InputStream in, int length, int permits) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new IOException("the request's body was cut");
    }
    return new Held(bytes, permits);
  }

  private Held growing(InputStream in, int permits) throws IOException, Refusal {
    byte[] bytes = in.readNBytes(most + 1);
    if (bytes.length > most) {
      throw tooLarge();
    }
    int more = permits(bytes.length) - permits;
    if (more > 0 && !free.tryAcquire(more)) {
      throw new Refusal(503, "too many large requests at once", 5);
    }
    return new Held(bytes, Math.max(permits, permits + more));
  }

  private static int permits(int bytes) {
    return bytes / KIB + 1;
  }

  private Refusal tooLarge() {
    return new Refusal(413, "the request is larger than " + (most >> 20) + " MiB (max_body_mb)");
  }
}
