package dev.tokenly.server.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A body that is counted while it is read: the announced length alone proves nothing. One that makes us wait for it byte by
 * byte is given up; time the server itself takes between two reads does not count.
 */
final class CountedBody extends FilterInputStream {
  private final Supplier<Refusal> tooLarge;
  private final LongSupplier nanoTime;
  private long left;
  private long read;
  private long waited;

  CountedBody(InputStream in, long maxBytes, Supplier<Refusal> tooLarge, LongSupplier nanoTime) {
    super(in);
    this.left = maxBytes;
    this.tooLarge = tooLarge;
    this.nanoTime = nanoTime;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    long asked = nanoTime.getAsLong();
    int bytes;
    try {
      bytes = super.read(buffer, offset, length);
    } catch (IOException e) {
      throw brokenOff(e);
    }
    waited += nanoTime.getAsLong() - asked;
    if (bytes > 0) {
      count(bytes);
    }
    return bytes;
  }

  /** The sender went away or fell silent: nothing that failed inside the server. */
  private static Refusal brokenOff(IOException cause) {
    return cause.getCause() instanceof TimeoutException
        ? tooSlow()
        : Refusal.of(400, "incomplete_body", "the body could not be read to its end: " + cause.getMessage());
  }

  private static Refusal tooSlow() {
    return Refusal.of(408, "request_timeout", "the body came too slowly");
  }

  @Override
  public long skip(long bytes) throws IOException {
    long skipped = super.skip(bytes);
    count(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(long bytes) {
    left -= bytes;
    read += bytes;
    if (left < 0) {
      throw tooLarge.get();
    }
    Duration waiting = Duration.ofNanos(waited);
    if (waiting.compareTo(Limits.BODY_GRACE) > 0 && read < Limits.MIN_BODY_RATE * waiting.toSeconds()) {
      throw tooSlow();
    }
  }
}
