package dev.tokenly.store.usage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A client's counters of all time, kept in the transactions that store its files. */
public record ClientCounters(String clientId, long uploads, long records, @Nullable Instant lastUpload,
    int consecutiveFailures) {}
