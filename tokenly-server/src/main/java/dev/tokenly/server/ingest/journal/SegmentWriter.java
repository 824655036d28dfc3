package dev.tokenly.server.ingest.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Appends entries to the newest segment and opens the next one when it is full. Belongs to the commit thread. */
final class SegmentWriter implements AutoCloseable {
  private final Segments segments;
  private final Disk disk;
  private final long segmentBytes;
  private volatile long segment; // Read by whoever seals.
  private @Nullable FileChannel channel;

  SegmentWriter(Segments segments, Disk disk, long segmentBytes, long firstSegment) {
    this.segments = segments;
    this.disk = disk;
    this.segmentBytes = segmentBytes;
    this.segment = firstSegment - 1;
  }

  /** Writes an entry, not yet synced; on failure the segment is cut back to where it was. */
  Filed write(Entry entry, Content content) throws IOException {
    FileChannel open = openSegment();
    long start = open.position();
    try {
      byte[] description = EntryFormat.description(entry, content.form());
      long bodyOffset = start + EntryFormat.FIXED + description.length;
      open.position(bodyOffset);
      Body body = new Body(open);
      content.writeTo(body);
      ByteBuffer trailer = ByteBuffer.allocate(EntryFormat.TRAILER).putInt((int) body.crc.getValue()).flip();
      body.writeFully(trailer);
      long end = open.position();
      open.position(start); // The header comes last: only now is it known how long the packed body is.
      long length = end - EntryFormat.TRAILER - bodyOffset;
      body.writeFully(EntryFormat.header(description, length));
      open.position(end);
      return new Filed(entry, segment, new Filed.Body(bodyOffset, length, content.form()));
    } catch (IOException e) {
      cutBack(open, start, e);
      throw e;
    }
  }

  private FileChannel openSegment() throws IOException {
    FileChannel open = channel;
    if (open != null && open.position() < segmentBytes) {
      return open;
    }
    if (open != null) {
      sync();
      close();
    }
    long next = segment + 1;
    segment = next;
    channel = segments.create(next);
    return channel;
  }

  private void cutBack(FileChannel open, long start, IOException cause) {
    try {
      open.truncate(start);
      open.position(start);
    } catch (IOException e) {
      cause.addSuppressed(e);
      channel = null; // The torn entry stays behind; the next one goes to a segment of its own.
    }
  }

  /** Makes everything written so far durable. */
  void sync() throws SyncFailed {
    if (channel == null) {
      return;
    }
    try {
      disk.sync(channel);
    } catch (IOException e) {
      throw new SyncFailed(segments.file(segment), e);
    }
  }

  /** The segment being written; every older one is closed. */
  long segment() {
    return segment;
  }

  /** Writes to a segment, and keeps the checksum of what went through it as a stream. */
  private static final class Body extends OutputStream {
    private final FileChannel channel;
    private final CRC32C crc = new CRC32C();

    Body(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      crc.update(bytes, offset, length);
      writeFully(ByteBuffer.wrap(bytes, offset, length));
    }

    void writeFully(ByteBuffer bytes) throws IOException {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }
}
