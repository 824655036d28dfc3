package dev.tokenly.server.ingest.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An upload's bytes on their way into a segment: small ones in memory, large ones in a private temporary file. */
public sealed interface Content {
  /** Writes the bytes, packed. */
  void writeTo(OutputStream segment) throws IOException;

  /** Packs bytes at once, on the thread of whoever brings them, so that they wait for the disk in little memory. */
  static Content packed(List<ByteBuffer> plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream packed = Packing.packed(bytes)) {
      for (ByteBuffer part : plain) {
        packed.write(part.array(), part.arrayOffset() + part.position(), part.remaining());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("packing in memory failed", e);
    }
    return new InMemory(bytes);
  }

  /** Bytes in memory, packed already. */
  record InMemory(ByteArrayOutputStream packed) implements Content {
    @Override
    public void writeTo(OutputStream segment) throws IOException {
      packed.writeTo(segment);
    }
  }

  /** Bytes in a file that belongs to the upload, as they came. */
  record InFile(Path plain) implements Content {
    @Override
    public void writeTo(OutputStream segment) throws IOException {
      try (OutputStream packed = Packing.packed(segment)) {
        Files.copy(plain, packed);
      }
    }
  }
}
