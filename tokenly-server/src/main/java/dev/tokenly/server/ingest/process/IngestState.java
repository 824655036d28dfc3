package dev.tokenly.server.ingest.process;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How ingestion stands: files accepted and not yet settled, their bytes, the age of the oldest, and why the ledger could
 * not be written at the last try (null when it could).
 */
public record IngestState(long backlogFiles, long backlogBytes, Duration lag, @Nullable String trouble) {}
