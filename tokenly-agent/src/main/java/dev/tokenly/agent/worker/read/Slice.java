package dev.tokenly.agent.worker.read;

import dev.tokenly.agent.worker.keep.Cursor;

/**
 * What one reading of a file gave: the cursor to keep once the records are acknowledged, how many lines that covers, and
 * whether more is waiting behind it.
 */
public record Slice(Cursor after, boolean advanced, boolean more) {}
