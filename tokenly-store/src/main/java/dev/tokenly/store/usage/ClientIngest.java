package dev.tokenly.store.usage;

import java.time.Duration;

/** What one client sent since some moment: files, records stored, failed files, and the time processing took in sum. */
public record ClientIngest(String clientId, long files, long records, long failedFiles, Duration processingTime) {}
