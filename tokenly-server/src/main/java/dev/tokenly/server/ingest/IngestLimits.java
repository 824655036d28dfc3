package dev.tokenly.server.ingest;

import dev.tokenly.server.ingest.upload.UploadLimits;
import java.time.Duration;

/**
 * What can be configured while the server runs: sizes and rates of uploads, {@code ingestion.max_tokens_per_field}, and
 * {@code ingestion.raw_retention_days}.
 */
public record IngestLimits(UploadLimits uploads, long maxTokensPerField, Duration rawRetention) {
  public static final IngestLimits DEFAULT = new IngestLimits(UploadLimits.DEFAULT, 10_000_000, Duration.ofDays(7));
}
