package dev.tokenly.server.ingest.upload;

import dev.tokenly.model.Hash128;
import dev.tokenly.server.ingest.journal.Content;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes an upload's bytes as they come: the first mebibyte in memory, more in a temporary file of its own name. Counts
 * bytes and lines and hashes on the way. Closing removes the file.
 */
final class Spool extends OutputStream {
  private static final int IN_MEMORY = 1 << 20;
  private static final int SMALL = 8 * 1024;
  private static final int CHUNK = 64 * 1024;
  private static final int SPILL_BUFFER = 256 * 1024; // the multipart parser gives out 4 KB at a time

  private final Path folder;
  private final Cap cap;
  private final MessageDigest sha256 = Hash128.sha256();
  private final List<ByteBuffer> memory = new ArrayList<>();
  private long size;
  private long lines;
  private boolean lineOpen;
  private @Nullable Path file;
  private @Nullable OutputStream spilled;

  Spool(Path folder, Cap cap) {
    this.folder = folder;
    this.cap = cap;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (size + length > cap.limits().maxBytes()) {
      throw cap.passed(size + length);
    }
    sha256.update(bytes, offset, length);
    countLines(bytes, offset, length);
    try {
      store(bytes, offset, length);
    } catch (IOException e) {
      throw new SpoolFailed(e);
    }
    size += length;
  }

  private void countLines(byte[] bytes, int offset, int length) {
    for (int at = offset; at < offset + length; at++) {
      if (bytes[at] == '\n') {
        lines += lineOpen ? 1 : 0;
        lineOpen = false;
      } else if (bytes[at] != '\r') {
        lineOpen = true;
      }
    }
  }

  private void store(byte[] bytes, int offset, int length) throws IOException {
    if (spilled == null && size + length > IN_MEMORY) {
      file = Files.createTempFile(folder, "upload-", ".tmp");
      spilled = new BufferedOutputStream(Files.newOutputStream(file), SPILL_BUFFER);
      for (ByteBuffer chunk : memory) {
        spilled.write(chunk.array(), chunk.arrayOffset(), chunk.position());
      }
      memory.clear();
    }
    if (spilled != null) {
      spilled.write(bytes, offset, length);
    } else {
      remember(ByteBuffer.wrap(bytes, offset, length));
    }
  }

  /** In chunks, since an array that grows would be copied and thrown away for every upload of a crowd. */
  private void remember(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      if (memory.isEmpty() || !memory.getLast().hasRemaining()) {
        memory.add(ByteBuffer.allocate(memory.isEmpty() ? SMALL : CHUNK));
      }
      ByteBuffer last = memory.getLast();
      int fits = Math.min(last.remaining(), bytes.remaining());
      last.put(bytes.slice(bytes.position(), fits));
      bytes.position(bytes.position() + fits);
    }
  }

  /** What was written, complete. */
  Received received() throws IOException {
    if (spilled != null) {
      spilled.flush();
    }
    memory.forEach(ByteBuffer::flip);
    Content content = file != null ? new Content.InFile(file) : Content.packed(memory);
    memory.clear();
    return new Received(content, size, HexFormat.of().formatHex(sha256.digest()), lines + (lineOpen ? 1 : 0));
  }

  /** An upload's content, how many bytes it is, their SHA-256 in lower-case hex, and how many lines are not empty. */
  record Received(Content content, long bytes, String sha256, long lines) {}

  @Override
  public void close() throws IOException {
    if (spilled != null) {
      spilled.close();
    }
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }
}
