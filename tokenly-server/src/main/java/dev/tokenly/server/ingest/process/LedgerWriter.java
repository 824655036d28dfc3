package dev.tokenly.server.ingest.process;

import dev.tokenly.model.price.Pricer;
import dev.tokenly.server.ingest.journal.Filed;
import dev.tokenly.store.usage.AppendResult;
import dev.tokenly.store.usage.Batch;
import dev.tokenly.store.usage.FileRecords;
import dev.tokenly.store.usage.FileReport;
import dev.tokenly.store.usage.UsageStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores files as they are read, many in one transaction. When that fails each is read again and tried alone, so that one
 * bad file never holds up the others; a file that keeps failing while the ledger can be written is marked failed. Belongs
 * to one thread.
 */
final class LedgerWriter {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerWriter.class);
  private static final int MAX_TRIES = 5;

  private final UsageStore store;
  private final Pricer pricer;
  private final Function<Filed, FileRecords> readAgain;
  private final Outcome outcome;
  private final Map<UUID, Integer> tries = new HashMap<>();
  private volatile @Nullable String trouble;

  LedgerWriter(UsageStore store, Pricer pricer, Function<Filed, FileRecords> readAgain, Outcome outcome) {
    this.store = store;
    this.pricer = pricer;
    this.readAgain = readAgain;
    this.outcome = outcome;
  }

  /** What becomes of files. */
  interface Outcome {
    /** They are in the ledger, as processed or failed. */
    void settled(List<Filed> files, AppendResult result);

    /** The file could not be stored; it is tried again, the longer the more often it failed. */
    void postponed(Filed file, int failures);
  }

  /** Why the last try failed, or null. */
  @Nullable
  String trouble() {
    return trouble;
  }

  void store(Intake intake) {
    try {
      AppendResult result = store.append(new Batch(() -> intake, pricer));
      settled(intake.taken(), result);
    } catch (RuntimeException e) {
      List<Filed> files = intake.taken();
      if (files.size() == 1) {
        retry(files.getFirst(), e);
      } else {
        LOG.warn("storing {} files at once failed ({}); trying each alone", files.size(), e.getMessage());
        files.forEach(this::storeAlone);
      }
    }
    Parsed left = intake.left();
    if (left != null) {
      storeAlone(left.filed());
    }
  }

  private void storeAlone(Filed file) {
    try {
      append(file, readAgain.apply(file));
    } catch (RuntimeException e) {
      retry(file, e);
    }
  }

  private void append(Filed file, FileRecords records) {
    settled(List.of(file), store.append(new Batch(List.of(records), pricer)));
  }

  private void settled(List<Filed> files, AppendResult result) {
    trouble = null;
    files.forEach(file -> tries.remove(file.entry().id()));
    outcome.settled(files, result);
  }

  private void retry(Filed file, RuntimeException cause) {
    UUID id = file.entry().id();
    int failures = tries.merge(id, 1, Integer::sum);
    trouble = String.valueOf(cause.getMessage());
    LOG.warn("file {} could not be stored, try {}: {}", id, failures, cause.getMessage());
    if (failures <= MAX_TRIES || !markFailed(file, cause)) {
      outcome.postponed(file, failures);
    }
  }

  /** The failed state is a transaction too: where it succeeds the ledger is well and the file was the trouble. */
  private boolean markFailed(Filed file, RuntimeException cause) {
    try {
      append(file, failed(readAgain.apply(file), "could not be stored: " + cause.getMessage()));
      return true;
    } catch (RuntimeException e) {
      LOG.warn("the ledger cannot be written: {}", e.getMessage());
      return false;
    }
  }

  private static FileRecords failed(FileRecords file, String reason) {
    FileReport report = file.report();
    return new FileRecords(
        file.file(),
        new FileReport(report.valid(), report.invalid(), report.errors(), report.processingTime(), reason),
        List.of());
  }
}
