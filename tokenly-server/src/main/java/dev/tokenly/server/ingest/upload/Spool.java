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
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Takes an upload's bytes as they come: the first mebibyte in memory, more in a temporary file of its own name. Counts
 * bytes and lines and hashes on the way. Closing removes the file.
 */
final class Spool extends OutputStream {
  private static final int IN_MEMORY = 1 << 20;
  private static final int SPILL_BUFFER = 256 * 1024; // the multipart parser gives out 4 KB at a time

  private final Path folder;
  private final Cap cap;
  private final MessageDigest sha256 = Hash128.sha256();
  private byte[] memory = new byte[16 * 1024];
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
      spilled.write(memory, 0, (int) size);
      memory = new byte[0];
    }
    if (spilled != null) {
      spilled.write(bytes, offset, length);
      return;
    }
    if (size + length > memory.length) {
      memory = Arrays.copyOf(memory, (int) Math.min(IN_MEMORY, Math.max(memory.length * 4L, size + length)));
    }
    System.arraycopy(bytes, offset, memory, (int) size, length);
  }

  /** What was written, complete. */
  Received received() throws IOException {
    if (spilled != null) {
      spilled.flush();
    }
    Content content =
        file != null ? new Content.InFile(file, size) : new Content.InMemory(ByteBuffer.wrap(memory, 0, (int) size));
    return new Received(content, HexFormat.of().formatHex(sha256.digest()), lines + (lineOpen ? 1 : 0));
  }

  /** An upload's bytes, their SHA-256 in lower-case hex, and how many of its lines are not empty. */
  record Received(Content content, String sha256, long lines) {}

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
