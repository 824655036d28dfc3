package dev.tokenly.agent.worker.ship;

import dev.tokenly.agent.worker.keep.Cursor;
import dev.tokenly.agent.worker.keep.ParkedUploads.Origin;
import java.util.Arrays;
import java.util.List;

/**
 * One upload: native lines, where they come from (of several files, the first), and the cursors that may move once the
 * server says that it has them.
 */
public final class Batch {
  private final byte[] lines;
  private final long lineCount;
  private final Origin source;
  private final List<Cursor> cursors;

  public Batch(byte[] lines, long lineCount, Origin source, List<Cursor> cursors) {
    this.lines = lines;
    this.lineCount = lineCount;
    this.source = source;
    this.cursors = List.copyOf(cursors);
  }

  /** The batch's own bytes, not a copy. */
  public byte[] lines() {
    return lines;
  }

  public long lineCount() {
    return lineCount;
  }

  public Origin source() {
    return source;
  }

  public List<Cursor> cursors() {
    return cursors;
  }

  /** A part of the lines, for a server that takes less at a time; no cursor moves by it. */
  Batch part(int from, int to) {
    byte[] part = Arrays.copyOfRange(lines, from, to);
    long count = 0;
    for (byte b : part) {
      count += b == '\n' ? 1 : 0;
    }
    return new Batch(part, count, source, List.of());
  }
}
