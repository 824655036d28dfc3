package dev.tokenly.agent.worker.read;

import dev.tokenly.agent.worker.keep.Cursor;

/**
 * What one reading of a file gave: the cursor to keep once the records are acknowledged, whether it moved, whether more is
 * waiting behind it, and whether the file was another than its cursor spoke of, so that it was read from its beginning.
 */
public record Slice(Cursor after, boolean advanced, boolean more, boolean anew) {
  /** A slice of the file that the cursor spoke of. */
  public Slice(Cursor after, boolean advanced, boolean more) {
    this(after, advanced, more, false);
  }
}
