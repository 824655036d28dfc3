package dev.tokenly.server.ingest.upload;

import dev.tokenly.server.ingest.journal.Content;
import dev.tokenly.server.ingest.journal.Form;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bytes on their way into the journal: up to a mebibyte in memory while all uploads together leave room, more in a temporary
 * file of its own name. Closing removes the file and gives the memory back.
 */
final class Kept extends OutputStream {
  private static final int IN_MEMORY = 1 << 20;

  private final Path folder;
  private final SpoolMemory memory;
  private final List<byte[]> pieces = new ArrayList<>();
  private long held;
  private @Nullable Path file;
  private @Nullable OutputStream spilled;

  Kept(Path folder, SpoolMemory memory) {
    this.folder = folder;
    this.memory = memory;
  }

  @Override
  public void write(int one) throws SpoolFailed {
    add(new byte[] {(byte) one});
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws SpoolFailed {
    add(Arrays.copyOfRange(bytes, offset, offset + length));
  }

  /** Takes a piece that nobody changes any more. */
  void add(byte[] piece) throws SpoolFailed {
    if (piece.length == 0) {
      return;
    }
    boolean fits = spilled == null && held + piece.length <= IN_MEMORY && memory.take(piece.length);
    try {
      if (fits) {
        pieces.add(piece);
        held += piece.length;
      } else {
        spilled().write(piece);
      }
    } catch (IOException e) {
      throw new SpoolFailed(e);
    }
  }

  private OutputStream spilled() throws IOException {
    OutputStream there = spilled;
    if (there == null) {
      file = Files.createTempFile(folder, "upload-", ".tmp");
      there = Files.newOutputStream(file);
      spilled = there;
      for (byte[] piece : pieces) {
        there.write(piece);
      }
      giveBack();
    }
    return there;
  }

  private void giveBack() {
    pieces.clear();
    memory.give(held);
    held = 0;
  }

  /** What was written; nothing is written after that. */
  Content content(Form form) {
    return file == null ? new Content.InMemory(form, pieces) : new Content.InFile(form, file);
  }

  @Override
  public void close() throws IOException {
    giveBack();
    if (spilled != null) {
      spilled.close();
    }
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }
}
