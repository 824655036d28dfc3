package dev.tokenly.server.ingest.process;

import dev.tokenly.model.price.Pricer;
import dev.tokenly.store.usage.AppendResult;
import dev.tokenly.store.usage.Batch;
import dev.tokenly.store.usage.FileRecords;
import dev.tokenly.store.usage.UsageStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores parsed files, all of a batch in one transaction. When that fails each is tried alone, so that one bad file never
 * holds up the others; a file that keeps failing while the ledger can be written is marked failed. Belongs to one thread.
 */
final class LedgerWriter {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerWriter.class);
  private static final int MAX_TRIES = 5;

  private final UsageStore store;
  private final Pricer pricer;
  private final Outcome outcome;
  private final Map<UUID, Integer> tries = new HashMap<>();
  private volatile @Nullable String trouble;

  LedgerWriter(UsageStore store, Pricer pricer, Outcome outcome) {
    this.store = store;
    this.pricer = pricer;
    this.outcome = outcome;
  }

  /** What becomes of files. */
  interface Outcome {
    /** They are in the ledger, as processed or failed. */
    void settled(List<Parsed> files, Committed committed);

    /** The file could not be stored; it is tried again, the longer the more often it failed. */
    void postponed(Parsed file, int failures);
  }

  /** Why the last try failed, or null. */
  @Nullable
  String trouble() {
    return trouble;
  }

  void store(List<Parsed> files) {
    try {
      append(files, files.stream().map(Parsed::records).toList());
    } catch (RuntimeException e) {
      if (files.size() == 1) {
        retry(files.getFirst(), e);
        return;
      }
      LOG.warn("storing {} files at once failed ({}); trying each alone", files.size(), e.getMessage());
      files.forEach(file -> store(List.of(file)));
    }
  }

  private void append(List<Parsed> files, List<FileRecords> records) {
    AppendResult result = store.append(new Batch(records, pricer));
    trouble = null;
    files.forEach(file -> tries.remove(file.filed().entry().id()));
    outcome.settled(files, new Committed(records, result));
  }

  private void retry(Parsed file, RuntimeException cause) {
    UUID id = file.filed().entry().id();
    int failures = tries.merge(id, 1, Integer::sum);
    trouble = String.valueOf(cause.getMessage());
    LOG.warn("file {} could not be stored, try {}: {}", id, failures, cause.getMessage());
    if (failures <= MAX_TRIES || !markFailed(file, cause)) {
      outcome.postponed(file, failures);
    }
  }

  /** The failed state is a transaction too: where it succeeds the ledger is well and the file was the trouble. */
  private boolean markFailed(Parsed file, RuntimeException cause) {
    try {
      append(List.of(file), List.of(file.failed("could not be stored: " + cause.getMessage())));
      return true;
    } catch (RuntimeException e) {
      LOG.warn("the ledger cannot be written: {}", e.getMessage());
      return false;
    }
  }
}
