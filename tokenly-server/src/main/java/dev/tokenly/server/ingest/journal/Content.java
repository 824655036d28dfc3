package dev.tokenly.server.ingest.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** An upload's bytes: small ones in memory, large ones in a private temporary file. */
public sealed interface Content {
  /** Number of bytes. */
  long size();

  /** Writes all bytes to the channel and adds them to the checksum. */
  void writeTo(FileChannel channel, CRC32C checksum) throws IOException;

  /** Bytes in memory: the buffer's remaining ones. */
  record InMemory(ByteBuffer bytes) implements Content {
    @Override
    public long size() {
      return bytes.remaining();
    }

    @Override
    public void writeTo(FileChannel channel, CRC32C checksum) throws IOException {
      checksum.update(bytes.duplicate());
      writeFully(channel, bytes.duplicate());
    }
  }

  /** Bytes in a file that belongs to the upload. */
  record InFile(Path path, long size) implements Content {
    private static final int CHUNK = 256 * 1024;

    @Override
    public void writeTo(FileChannel channel, CRC32C checksum) throws IOException {
      try (FileChannel from = FileChannel.open(path)) {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        while (from.read(chunk) >= 0) {
          chunk.flip();
          checksum.update(chunk.duplicate());
          writeFully(channel, chunk);
          chunk.clear();
        }
      }
    }
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
