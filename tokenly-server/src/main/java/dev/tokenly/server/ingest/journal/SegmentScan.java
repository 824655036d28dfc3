package dev.tokenly.server.ingest.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Finds the entries of a segment's file; damaged stretches are stepped over and counted, never fatal. */
final class SegmentScan {
  private static final int CHUNK = 256 * 1024;

  private final FileChannel channel;
  private final long segment;
  private final long size;
  private final List<Filed> entries = new ArrayList<>();
  private long damagedBytes;

  private SegmentScan(FileChannel channel, long segment) throws IOException {
    this.channel = channel;
    this.segment = segment;
    this.size = channel.size();
  }

  /** What a segment holds, and how many bytes belong to no whole entry. */
  record Found(List<Filed> entries, long damagedBytes) {}

  /** Every entry whose description is whole and whose body lies within the file. */
  static Found headers(Path file, long segment) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      SegmentScan scan = new SegmentScan(channel, segment);
      scan.run();
      return new Found(scan.entries, scan.damagedBytes);
    }
  }

  /**
   * The same without a torn tail: trailing entries whose body does not match its checksum were being written when the
   * machine stopped and were never acknowledged. A damaged body before a whole one stays: its loss must be told.
   */
  static Found withoutTornTail(Path file, long segment) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      SegmentScan scan = new SegmentScan(channel, segment);
      scan.run();
      while (!scan.entries.isEmpty() && !scan.isWhole(scan.entries.getLast())) {
        scan.damagedBytes += scan.entries.removeLast().body().length();
      }
      return new Found(scan.entries, scan.damagedBytes);
    }
  }

  private void run() throws IOException {
    long at = 0;
    while (at < size) {
      Filed found = entryAt(at);
      if (found == null) {
        long next = nextEntry(at + 1);
        damagedBytes += next - at;
        at = next;
      } else {
        entries.add(found);
        at = found.body().end() + EntryFormat.TRAILER;
      }
    }
  }

  private @Nullable Filed entryAt(long at) throws IOException {
    byte[] header = read(at, EntryFormat.FIXED);
    ByteBuffer fixed = ByteBuffer.wrap(header == null ? new byte[EntryFormat.FIXED] : header);
    if (header == null || fixed.getInt() != EntryFormat.MAGIC) {
      return null;
    }
    int descriptionLength = fixed.getInt();
    long bodyLength = fixed.getLong();
    long room = size - at - EntryFormat.FIXED - EntryFormat.TRAILER;
    boolean plausible = descriptionLength > 0 && descriptionLength <= EntryFormat.MAX_DESCRIPTION;
    if (!plausible || bodyLength < 0 || bodyLength > room - descriptionLength) {
      return null;
    }
    byte[] description = read(at + EntryFormat.FIXED, descriptionLength);
    if (description == null || fixed.getInt() != EntryFormat.checksum(header, description)) {
      return null;
    }
    return EntryFormat.parse(description, segment, at + EntryFormat.FIXED + descriptionLength, bodyLength);
  }

  /** The next place from {@code at} on where a whole description begins, or the end of the file. */
  private long nextEntry(long at) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    for (long base = at; base < size; base += CHUNK - 3) {
      chunk.clear();
      channel.read(chunk, base);
      for (int i = 0; i + 4 <= chunk.position(); i++) {
        if (chunk.getInt(i) == EntryFormat.MAGIC && entryAt(base + i) != null) {
          return base + i;
        }
      }
    }
    return size;
  }

  private boolean isWhole(Filed filed) throws IOException {
    CRC32C crc = new CRC32C();
    long at = filed.body().offset();
    long end = filed.body().end();
    while (at < end) {
      byte[] chunk = read(at, (int) Math.min(CHUNK, end - at));
      if (chunk == null) {
        return false;
      }
      at += chunk.length;
      crc.update(chunk);
    }
    byte[] trailer = read(end, EntryFormat.TRAILER);
    return trailer != null && ByteBuffer.wrap(trailer).getInt() == (int) crc.getValue();
  }

  private byte @Nullable [] read(long at, int length) throws IOException {
    byte[] bytes = new byte[length];
    ByteBuffer target = ByteBuffer.wrap(bytes);
    while (target.hasRemaining()) {
      if (channel.read(target, at + target.position()) < 0) {
        return null;
      }
    }
    return bytes;
  }
}
