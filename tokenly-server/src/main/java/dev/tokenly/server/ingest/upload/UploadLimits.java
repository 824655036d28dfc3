package dev.tokenly.server.ingest.upload;

/**
 * What one client may send: megabytes of an upload after decompression ({@code ingestion.max_file_size_mb}) and files an
 * hour ({@code ingestion.rate_limit_per_hour}, 0 being no limit).
 */
public record UploadLimits(int maxMegabytes, int filesPerHour) {
  public static final UploadLimits DEFAULT = new UploadLimits(50, 100);

  long maxBytes() {
    return (long) maxMegabytes << 20;
  }
}
