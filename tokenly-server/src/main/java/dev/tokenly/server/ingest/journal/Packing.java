package dev.tokenly.server.ingest.journal;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * How bodies that came plain lie in a segment: as zstd frames one after the other, a tenth of their size, since the disk is what senders
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
}
