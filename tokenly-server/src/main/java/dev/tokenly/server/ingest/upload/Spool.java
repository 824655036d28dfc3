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
 * Takes an upload's bytes as they come: the first mebibyte in memory while all uploads together leave room, more in a
 * temporary file of its own name. Counts bytes and lines and hashes on the way. Closing removes the file.
 */
final class Spool extends OutputStream {
  private static final int IN_MEMORY = 1 << 20;
  private static final int SMALL = 8 * 1024;
  private static final int CHUNK = 64 * 1024;
  private static final int SPILL_BUFFER = 64 * 1024;

  private final Path folder;
  private final Cap cap;
  private final SpoolMemory memory;
  private final MessageDigest sha256 = Hash128.sha256();
  private final LineCount lines = new LineCount();
  private final List<ByteBuffer> chunks = new ArrayList<>();
  private long taken;
  private long size;
  private @Nullable Path file;
  private @Nullable OutputStream spilled;

  Spool(Path folder, Cap cap, SpoolMemory memory) {
    this.folder = folder;
    this.cap = cap;
    this.memory = memory;
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
    lines.count(bytes, offset, offset + length);
    try {
      store(bytes, offset, length);
    } catch (IOException e) {
      throw new SpoolFailed(e);
    }
    size += length;
  }

  private void store(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes, offset, length);
    if (spilled == null && (size + length > IN_MEMORY || !remember(left))) {
      spill();
    }
    if (spilled != null) {
      spilled.write(bytes, left.position(), left.remaining());
    }
  }

  /**
   * In chunks, since an array that grows would be copied and thrown away for every upload of a crowd. False when there is
   * no memory for what is left.
   */
  private boolean remember(ByteBuffer left) {
    while (left.hasRemaining()) {
      if ((chunks.isEmpty() || !chunks.getLast().hasRemaining()) && !grow(chunks.isEmpty() ? SMALL : CHUNK)) {
        return false;
      }
      ByteBuffer last = chunks.getLast();
      int fits = Math.min(last.remaining(), left.remaining());
      last.put(left.slice(left.position(), fits));
      left.position(left.position() + fits);
    }
    return true;
  }

  private boolean grow(int bytes) {
    if (!memory.take(bytes)) {
      return false;
    }
    taken += bytes;
    chunks.add(ByteBuffer.allocate(bytes));
    return true;
  }

  private void spill() throws IOException {
    file = Files.createTempFile(folder, "upload-", ".tmp");
    spilled = new BufferedOutputStream(Files.newOutputStream(file), SPILL_BUFFER);
    for (ByteBuffer chunk : chunks) {
      spilled.write(chunk.array(), chunk.arrayOffset(), chunk.position());
    }
    forget();
  }

  private void forget() {
    chunks.clear();
    memory.give(taken);
    taken = 0;
  }

  /** What was written, complete. */
  Received received() throws IOException {
    if (spilled != null) {
      spilled.flush();
    }
    chunks.forEach(ByteBuffer::flip);
    Content content = file != null ? new Content.InFile(file) : Content.packed(chunks);
    chunks.clear(); // Their share stays taken: the packed bytes wait for the disk in it.
    return new Received(content, size, HexFormat.of().formatHex(sha256.digest()), lines.soFar());
  }

  /** An upload's content, how many bytes it is, their SHA-256 in lower-case hex, and how many lines are not empty. */
  record Received(Content content, long bytes, String sha256, long lines) {}

  @Override
  public void close() throws IOException {
    forget();
    if (spilled != null) {
      spilled.close();
    }
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }
}
