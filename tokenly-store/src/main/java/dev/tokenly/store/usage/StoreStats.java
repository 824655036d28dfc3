package dev.tokenly.store.usage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How large the ledger is: records, rollup rows, bytes on disk (0 in memory), the oldest and newest call. */
public record StoreStats(long records, long rollupRows, long bytes, @Nullable Instant oldest,
    @Nullable Instant newest) {}
