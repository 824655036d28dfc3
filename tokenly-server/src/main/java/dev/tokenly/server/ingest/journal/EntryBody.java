package dev.tokenly.server.ingest.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** The body of one entry as it lies in the file, checked against its checksum at the end. */
final class EntryBody extends InputStream {
  private final FileChannel channel;
  private final Filed filed;
  private final CRC32C crc = new CRC32C();
  private final long end;
  private long at;

  EntryBody(Path file, Filed filed) throws IOException {
    this.channel = FileChannel.open(file);
    this.filed = filed;
    this.at = filed.body().offset();
    this.end = filed.body().end();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (at >= end) {
      check();
      return -1;
    }
    int read = channel.read(ByteBuffer.wrap(buffer, offset, (int) Math.min(length, end - at)), at);
    if (read < 0) {
      throw new DamagedEntry(filed);
    }
    crc.update(buffer, offset, read);
    at += read;
    return read;
  }

  private void check() throws IOException {
    ByteBuffer trailer = ByteBuffer.allocate(EntryFormat.TRAILER);
    channel.read(trailer, end);
    if (trailer.hasRemaining() || trailer.getInt(0) != (int) crc.getValue()) {
      throw new DamagedEntry(filed);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
