package dev.tokenly.store.usage;

import java.time.Instant;
import java.util.List;

/**
 * What a committed batch did, file by file in the batch's order, and by how much usage changed (for budgets and live
 * views). {@code ingestedAt} is later than that of every batch before.
 */
public record AppendResult(Instant ingestedAt, List<SettledFile> files, List<UsageChange> changes) {}
