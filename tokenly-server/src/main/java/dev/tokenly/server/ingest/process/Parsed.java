package dev.tokenly.server.ingest.process;

import dev.tokenly.server.ingest.journal.Filed;
import dev.tokenly.store.usage.FileRecords;
import dev.tokenly.store.usage.FileReport;
import java.util.List;

/** A file that was read, on its way into the ledger, and how much of the room for records in flight it takes. */
record Parsed(Filed filed, FileRecords records, int room) {

  /** The same file as one that failed. */
  FileRecords failed(String reason) {
    FileReport report = records.report();
    return new FileRecords(
        records.file(),
        new FileReport(report.valid(), report.invalid(), report.errors(), report.processingTime(), reason),
        List.of());
  }
}
