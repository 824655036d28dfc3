package dev.tokenly.server.ingest.upload;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.tokenly.server.http.Refusal;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * A request body without its {@code Content-Encoding}: counted while it is inflated, refused over the cap or when it grows
 * more than 100 times, so that a small request never becomes a large one.
 */
final class Inflated {
  private static final int MAX_RATIO = 100;
  private static final long FREE = 1 << 20; // Short bodies may be as regular as they like.
  private static final int MAX_WINDOW_LOG = 24; // 16 MiB, the most a body may make zstd remember.
  private static final int BUFFER = 16 * 1024;

  private Inflated() {}

  static boolean isGzip(String encoding) {
    return encoding.equalsIgnoreCase("gzip") || encoding.equalsIgnoreCase("x-gzip");
  }

  /** The plain bytes; an unknown encoding is refused with 415. */
  static InputStream of(InputStream body, String encoding, Cap cap) throws IOException {
    return switch (encoding.toLowerCase(Locale.ROOT)) {
      case "", "identity" -> new Counted(body, cap, Long.MAX_VALUE / MAX_RATIO);
      case "gzip", "x-gzip" -> inflate(body, cap, WholeGzip::new);
      case "zstd" -> inflate(body, cap, Inflated::zstd);
      default -> throw Refusal.of(415, "unsupported_encoding", "Content-Encoding must be gzip, zstd or absent");
    };
  }

  /** Opens a decoder over the compressed bytes. */
  @FunctionalInterface
  private interface Decoder {
    InputStream over(InputStream compressed) throws IOException;
  }

  private static InputStream inflate(InputStream body, Cap cap, Decoder decoder) throws IOException {
    Sent sent = new Sent(body);
    return new Counted(decoder.over(sent), cap, 0) {
      @Override
      long allowed() {
        return Math.max(FREE, sent.bytes * MAX_RATIO);
      }
    };
  }

  private static InputStream zstd(InputStream compressed) throws IOException {
    ZstdInputStreamNoFinalizer plain = new ZstdInputStreamNoFinalizer(compressed);
    plain.setLongMax(MAX_WINDOW_LOG);
    return plain;
  }

  /** Gzip in which nothing but gzip is accepted, to the last byte. */
  private static final class WholeGzip extends GZIPInputStream {
    private final InputStream compressed;

    WholeGzip(InputStream compressed) throws IOException {
      super(compressed, BUFFER);
      this.compressed = compressed;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      if (read < 0 && (inf.getRemaining() > 8 || compressed.read() >= 0)) {
        throw new IOException("bytes after the end of the gzip data");
      }
      return read;
    }
  }

  /** Counts what was sent. */
  private static final class Sent extends FilterInputStream {
    private long bytes;

    Sent(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      bytes += one < 0 ? 0 : 1;
      return one;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      bytes += Math.max(read, 0);
      return read;
    }
  }

  /** Counts what comes out. */
  private static class Counted extends FilterInputStream {
    private final Cap cap;
    private final long allowed;
    private long bytes;

    Counted(InputStream in, Cap cap, long allowed) {
      super(in);
      this.cap = cap;
      this.allowed = allowed;
    }

    long allowed() {
      return allowed;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      bytes += Math.max(read, 0);
      if (bytes > cap.bytes() || bytes > allowed()) {
        throw cap.passed(bytes);
      }
      return read;
    }
  }
}
