package dev.tokenly.agent.worker.ship;

import dev.tokenly.agent.worker.keep.Cursor;
import dev.tokenly.agent.worker.keep.ParkedUploads.Origin;
import java.util.List;

/**
 * One upload: native lines, where they come from (of several files, the first), and the cursors that may move once the
 * server says that it has them.
 */
public record Batch(Lines lines, long lineCount, Origin source, List<Cursor> cursors) {
  public Batch {
    cursors = List.copyOf(cursors);
  }

  /** A part of the lines, for a server that takes less at a time; no cursor moves by it. */
  Batch part(int from, int to) {
    Lines part = lines.part(from, to);
    return new Batch(part, part.count(), source, List.of());
  }
}
