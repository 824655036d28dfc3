package dev.tokenly.server.ingest.process;

import dev.tokenly.store.usage.AppendResult;
import dev.tokenly.store.usage.FileRecords;
import java.util.List;

/** A transaction that is in the ledger: the files it settled (in the result's order) and what they changed. */
public record Committed(List<FileRecords> files, AppendResult result) {
  public Committed {
    files = List.copyOf(files);
  }
}
