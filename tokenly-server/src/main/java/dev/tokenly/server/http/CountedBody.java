package dev.tokenly.server.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** A body that is counted while it is read: the announced length alone proves nothing. */
final class CountedBody extends FilterInputStream {
  private final Supplier<Refusal> tooLarge;
  private long left;

  CountedBody(InputStream in, long maxBytes, Supplier<Refusal> tooLarge) {
    super(in);
    this.left = maxBytes;
    this.tooLarge = tooLarge;
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    if (one >= 0) {
      count(1);
    }
    return one;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    if (read > 0) {
      count(read);
    }
    return read;
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
    if (left < 0) {
      throw tooLarge.get();
    }
  }
}
