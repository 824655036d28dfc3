package dev.tokenly.store.usage;

import java.util.List;

/** One raw file's part of a batch: what reading it found and its records, none when the file failed. */
public record FileRecords(RawFile file, FileReport report, List<PricedRecord> records) {
  public FileRecords {
    if (report.failureReason() != null && !records.isEmpty()) {
      throw new IllegalArgumentException("a failed file has no records to store: " + file.id());
    }
  }
}
