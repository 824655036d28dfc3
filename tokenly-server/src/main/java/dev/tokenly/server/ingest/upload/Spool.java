package dev.tokenly.server.ingest.upload;

import dev.tokenly.model.Hash128;
import dev.tokenly.server.ingest.journal.Content;
import dev.tokenly.server.ingest.journal.Packing;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes an upload's bytes as they come and packs them a stretch at a time: up to a mebibyte of frames in memory while all
 * uploads together leave room, more in a temporary file of its own name. Counts bytes and lines and hashes on the way.
 * Closing removes the file.
 */
final class Spool extends OutputStream {
  private static final int IN_MEMORY = 1 << 20;
  private static final int SMALL = 8 * 1024;

  /** As much as one finds repetition in: frames of eight times as much are a fiftieth smaller. */
  private static final int STRETCH = 64 * 1024;

  private final Path folder;
  private final Cap cap;
  private final SpoolMemory memory;
  private final MessageDigest sha256 = Hash128.sha256();
  private final LineCount lines = new LineCount();
  private final Packing packing = new Packing();
  private final List<byte[]> frames = new ArrayList<>();
  private byte[] stretch = new byte[SMALL];
  private int filled;
  private long framed;
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
    store(bytes, offset, length);
    size += length;
  }

  private void store(byte[] bytes, int offset, int length) throws SpoolFailed {
    for (int at = offset, count; at < offset + length; at += count) {
      if (filled == stretch.length && !widen()) {
        pack();
      }
      count = Math.min(stretch.length - filled, offset + length - at);
      System.arraycopy(bytes, at, stretch, filled, count);
      filled += count;
    }
  }

  /** Makes a longer stretch of the first, short one, twice: to fill and to pack it; false when there is no memory for it. */
  private boolean widen() {
    if (stretch.length == STRETCH || !take(2 * STRETCH)) {
      return false;
    }
    stretch = Arrays.copyOf(stretch, STRETCH);
    return true;
  }

  private boolean take(long bytes) {
    boolean there = memory.take(bytes);
    taken += there ? bytes : 0;
    return there;
  }

  private void give(long bytes) {
    memory.give(bytes);
    taken -= bytes;
  }

  private void pack() throws SpoolFailed {
    byte[] frame = packing.frame(stretch, filled);
    filled = 0;
    boolean fits = spilled == null && framed + frame.length <= IN_MEMORY && take(frame.length);
    try {
      if (fits) {
        frames.add(frame);
        framed += frame.length;
      } else {
        spilled().write(frame);
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
      for (byte[] frame : frames) {
        there.write(frame);
      }
      frames.clear();
      give(framed);
      framed = 0;
    }
    return there;
  }

  /** What was written, complete; nothing can be written after that. */
  Received received() throws SpoolFailed {
    if (filled > 0) {
      pack();
    }
    stretch = new byte[0];
    give(taken - framed); // The frames wait for the disk in their share.
    Content content = file == null ? new Content.InMemory(frames) : new Content.InFile(file);
    return new Received(content, size, HexFormat.of().formatHex(sha256.digest()), lines.soFar());
  }

  /** An upload's content, how many bytes it is, their SHA-256 in lower-case hex, and how many lines are not empty. */
  record Received(Content content, long bytes, String sha256, long lines) {}

  @Override
  public void close() throws IOException {
    give(taken);
    if (spilled != null) {
      spilled.close();
    }
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }
}
