package dev.tokenly.server.ingest.journal;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * How bodies lie in a segment: as zstd frames one after the other, a tenth of their size, since the disk is what senders
 * wait for. One packs a body at a time, a stretch as it arrives, so that little of it waits in memory.
 */
public final class Packing {
  /** The fastest level that finds the repetition between lines. */
  private static final int LEVEL = 1;

  /** Contexts to pack with: to make one costs a quarter of packing a stretch. There are as many as packed at once. */
  private static final Queue<ZstdCompressCtx> CONTEXTS = new ConcurrentLinkedQueue<>();

  private byte[] room = new byte[0];

  /** The first {@code length} bytes as a frame. */
  public byte[] frame(byte[] bytes, int length) {
    int most = Math.toIntExact(Zstd.compressBound(length));
    if (room.length < most) {
      room = new byte[most];
    }
    ZstdCompressCtx free = CONTEXTS.poll();
    ZstdCompressCtx context = free == null ? new ZstdCompressCtx().setLevel(LEVEL) : free;
    int packed = context.compressByteArray(room, 0, room.length, bytes, 0, length);
    CONTEXTS.add(context);
    return Arrays.copyOf(room, packed);
  }

  /** The plain bytes of an entry; whatever does not unpack is damage, and so is anything but frames. */
  static InputStream plain(InputStream body, Filed filed) throws IOException {
    return new FilterInputStream(new ZstdInputStreamNoFinalizer(body, RecyclingBufferPool.INSTANCE)) {
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
