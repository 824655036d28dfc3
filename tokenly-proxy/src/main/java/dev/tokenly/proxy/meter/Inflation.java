package dev.tokenly.proxy.meter;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.brotli.dec.BrotliInputStream;

/**
 * Inflates a copy of a compressed body aside, for counting only, on a virtual thread of its own: gzip, deflate (with or
 * without its zlib header), br and zstd. What cannot be inflated, or grows beyond 1 GiB, ends the counting, never the body.
 */
final class Inflation {
  private static final byte[] END = new byte[0];
  private static final long MAX_INFLATED = 1L << 30;

  private final BlockingQueue<byte[]> pieces = new ArrayBlockingQueue<>(64);
  private final Thread thread;
  private volatile boolean failed;

  /** Takes inflated bytes {@code [0, length)}. */
  @FunctionalInterface
  interface Sink {
    void take(byte[] bytes, int length);
  }

  Inflation(String encoding, Sink sink) {
    this.thread = Thread.ofVirtual().name("inflate").start(() -> run(encoding, sink));
  }

  /** Whether a {@code Content-Encoding} is one that must be inflated to be read. */
  static boolean isNeeded(String encoding) {
    return !encoding.isEmpty() && !encoding.equalsIgnoreCase("identity");
  }

  private void run(String encoding, Sink sink) {
    Pieces source = new Pieces();
    try (InputStream inflated = decoder(encoding, source)) {
      byte[] buffer = new byte[8192];
      long total = 0;
      for (int length = inflated.read(buffer); length >= 0; length = inflated.read(buffer)) {
        total += length;
        if (total > MAX_INFLATED) {
          throw new IOException("more than 1 GiB inflated");
        }
        sink.take(buffer, length);
      }
    } catch (IOException | RuntimeException _) {
      failed = true;
    } finally {
      source.drain();
    }
  }

  private static InputStream decoder(String encoding, InputStream in) throws IOException {
    return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
      case "gzip", "x-gzip" -> new GZIPInputStream(in);
      case "deflate" -> deflate(in);
      case "br" -> new BrotliInputStream(in);
      case "zstd" -> new ZstdInputStream(in).setContinuous(true);
      default -> throw new IOException("no decoder for the encoding " + encoding);
    };
  }

  /** Servers disagree whether deflate has zlib's two header bytes. */
  private static InputStream deflate(InputStream in) throws IOException {
    PushbackInputStream peeked = new PushbackInputStream(in, 2);
    byte[] head = peeked.readNBytes(2);
    peeked.unread(head);
    boolean zlib =
        head.length == 2 && (head[0] & 0x0f) == 8 && (((head[0] & 0xff) << 8) | (head[1] & 0xff)) % 31 == 0;
    return new InflaterInputStream(peeked, new Inflater(!zlib));
  }

  void feed(byte[] bytes, int from, int to) {
    if (to > from) {
      put(Arrays.copyOfRange(bytes, from, to));
    }
  }

  private void put(byte[] piece) {
    try {
      pieces.put(piece);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The body is over; waits for the rest to be inflated. Answers whether all of it could be. */
  boolean end() {
    put(END);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !failed;
  }

  /** The pieces as the decoder's input. */
  private final class Pieces extends InputStream {
    private byte[] piece = END;
    private int at;
    private boolean ended;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (at == piece.length && !next()) {
        return -1;
      }
      int count = Math.min(length, piece.length - at);
      System.arraycopy(piece, at, target, offset, count);
      at += count;
      return count;
    }

    private boolean next() throws IOException {
      if (ended) {
        return false;
      }
      try {
        piece = pieces.take();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while inflating", e);
      }
      at = 0;
      ended = piece.length == 0;
      return !ended;
    }

    /** Takes what is still to come, so that the body's own thread never waits for a decoder that gave up. */
    void drain() {
      try {
        while (next()) {
          at = piece.length;
        }
      } catch (IOException _) {
        ended = true;
      }
    }
  }
}
