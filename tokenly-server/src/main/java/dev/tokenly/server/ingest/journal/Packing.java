package dev.tokenly.server.ingest.journal;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** How bodies lie in a segment: as one zstd frame, a tenth of their size, since the disk is what senders wait for. */
final class Packing {
  /** The fastest level that finds the repetition between lines. */
  private static final int LEVEL = 1;

  private Packing() {}

  static OutputStream packed(OutputStream out) throws IOException {
    return new ZstdOutputStreamNoFinalizer(out, LEVEL);
  }

  /** The plain bytes of an entry; whatever does not unpack is damage, and so is anything but the frame. */
  static InputStream plain(InputStream body, Filed filed) throws IOException {
    return new FilterInputStream(new ZstdInputStreamNoFinalizer(body)) {
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
        } catch (com.github.luben.zstd.ZstdIOException e) {
          throw new DamagedEntry(filed);
        }
      }
    };
  }
}
