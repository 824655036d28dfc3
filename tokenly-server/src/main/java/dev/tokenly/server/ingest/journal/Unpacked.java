package dev.tokenly.server.ingest.journal;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** An upload's bytes out of its entry; whatever does not unpack to what was taken is damage. */
final class Unpacked extends FilterInputStream {
  private static final int BUFFER = 16 * 1024;

  private final InputStream body;
  private final Filed filed;

  private Unpacked(InputStream plain, InputStream body, Filed filed) {
    super(plain);
    this.body = body;
    this.filed = filed;
  }

  /** The plain bytes of what lies in the body. */
  static InputStream of(InputStream body, Filed filed) throws IOException {
    return switch (filed.body().form()) {
      case Form.Plain _ -> body;
      case Form.Frames _ ->
          new Unpacked(new ZstdInputStreamNoFinalizer(body, RecyclingBufferPool.INSTANCE), body, filed);
      case Form.Gzip(long before) -> new Unpacked(new Stretch(body, before, filed.entry().bytes()), body, filed);
    };
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      int read = super.read(buffer, offset, length);
      if (read < 0 && body.read() >= 0) { // Reading to the end is what checks the checksum.
        throw new DamagedEntry(filed);
      }
      return read;
    } catch (ZstdIOException | ZipException | EOFException e) {
      throw new DamagedEntry(filed);
    }
  }

  /** So many bytes from the midst of what is gzipped; its end is read, too. */
  private static final class Stretch extends InputStream {
    private final InputStream packed;
    private final long before;
    private long left;
    private InputStream plain = nullInputStream();
    private boolean open;

    Stretch(InputStream packed, long before, long length) {
      this.packed = packed;
      this.before = before;
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      throw new UnsupportedOperationException("read in pieces only");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (!open) {
        plain = new GZIPInputStream(packed, BUFFER);
        open = true;
        plain.skipNBytes(before);
      }
      if (left == 0) {
        plain.transferTo(OutputStream.nullOutputStream());
        return -1;
      }
      int read = plain.read(buffer, offset, (int) Math.min(length, left));
      if (read < 0) {
        throw new EOFException();
      }
      left -= read;
      return read;
    }

    @Override
    public void close() throws IOException {
      plain.close();
      packed.close();
    }
  }
}
