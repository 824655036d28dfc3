package dev.tokenly.server.ingest.process;

import dev.tokenly.store.usage.AppendResult;
import dev.tokenly.store.usage.SettledFile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What became of files and records since the start, for the metrics. Thread-safe. */
public final class IngestTotals {
  private final LongAdder processedFiles = new LongAdder();
  private final LongAdder failedFiles = new LongAdder();
  private final LongAdder stored = new LongAdder();
  private final LongAdder replaced = new LongAdder();
  private final LongAdder duplicate = new LongAdder();
  private final LongAdder invalid = new LongAdder();

  /** Counts what a commit holds. */
  public void add(AppendResult committed) {
    for (SettledFile file : committed.files()) {
      (file.report().failureReason() == null ? processedFiles : failedFiles).increment();
      invalid.add(file.report().invalid());
      stored.add(file.counts().stored());
      replaced.add(file.counts().replaced());
      duplicate.add(file.counts().duplicate());
    }
  }

  /** Files by result. */
  public Map<String, Long> files() {
    Map<String, Long> files = new LinkedHashMap<>();
    files.put("processed", processedFiles.sum());
    files.put("failed", failedFiles.sum());
    return files;
  }

  /** Records by result. */
  public Map<String, Long> records() {
    Map<String, Long> records = new LinkedHashMap<>();
    records.put("stored", stored.sum());
    records.put("replaced", replaced.sum());
    records.put("duplicate", duplicate.sum());
    records.put("invalid", invalid.sum());
    return records;
  }
}
