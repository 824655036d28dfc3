package dev.tokenly.server.ingest;

import dev.tokenly.server.ingest.journal.Entry;
import dev.tokenly.server.ingest.journal.Filed;
import dev.tokenly.store.usage.FileReport;
import dev.tokenly.store.usage.FileState;
import dev.tokenly.store.usage.FileStatus;
import dev.tokenly.store.usage.RawFile;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A raw file as the API shows it, with the result's fields of {@code protocol.md} §2 once it has one. */
final class FileJson {
  private FileJson() {}

  /** A file the processor still has. */
  static FileStatus open(Filed filed, FileState state) {
    Entry entry = filed.entry();
    RawFile.Source source =
        new RawFile.Source(entry.source().path(), entry.source().format(), entry.source().offset());
    RawFile file =
        new RawFile(
            entry.id().toString(), entry.sender().clientId(), null, entry.receivedAt(), entry.bytes(), entry.lines(),
            source);
    return new FileStatus(file, state, null);
  }

  static Map<String, @Nullable Object> of(FileStatus status, Map<String, String> hostnames) {
    RawFile file = status.file();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("file_id", file.id());
    json.put("client_id", file.clientId());
    json.put("hostname", hostnames.get(file.clientId()));
    json.put("status", status.state().wireName());
    json.put("received_at", file.receivedAt());
    json.put("original_path", file.source().path());
    json.put("source_format", file.source().format());
    json.put("offset", file.source().offset());
    json.put("file_size_bytes", file.bytes());
    json.put("line_count", file.lines());
    FileStatus.Result result = status.result();
    if (result != null) {
      putResult(json, result);
    }
    return json;
  }

  private static void putResult(Map<String, @Nullable Object> json, FileStatus.Result result) {
    FileReport report = result.report();
    json.put("records_processed", report.valid() + report.invalid());
    json.put("records_stored", result.counts().stored());
    json.put("records_duplicate", result.counts().duplicate());
    json.put("records_replaced", result.counts().replaced());
    json.put("records_invalid", report.invalid());
    json.put("validity_ratio", report.validityRatio());
    json.put("processing_time_ms", report.processingTime().toMillis());
    json.put("processed_at", result.processedAt());
    json.put("errors", report.errors());
    json.put("failure_reason", report.failureReason());
  }
}
