package dev.tokenly.server.care;

import dev.tokenly.model.UsageRecord;
import dev.tokenly.model.price.Pricer;
import dev.tokenly.store.usage.AppendResult;
import dev.tokenly.store.usage.Batch;
import dev.tokenly.store.usage.FileCounts;
import dev.tokenly.store.usage.FileRecords;
import dev.tokenly.store.usage.FileReport;
import dev.tokenly.store.usage.PricedRecord;
import dev.tokenly.store.usage.RawFile;
import dev.tokenly.store.usage.SettledFile;
import dev.tokenly.store.usage.UsageStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * One import under way: records in, batches out, each a transaction, so that memory stays flat and an import that breaks
 * off is simply repeated: what is there already is a duplicate. A dry run takes each batch back, so a call the file holds
 * twice, in two batches, is counted as new twice.
 */
final class Importing {
  private static final int BATCH = 20_000;
  private static final int ERRORS_KEPT = 20;

  private final UsageStore store;
  private final Pricer pricer;
  private final Instant startedAt;
  private final Consumer<AppendResult> onImport;
  private final boolean dryRun;
  private final Map<String, List<PricedRecord>> waiting = new LinkedHashMap<>();
  private final List<String> errors = new ArrayList<>();
  private int records;
  private long read;
  private long invalid;
  private long stored;
  private long replaced;
  private long duplicate;

  Importing(
      UsageStore store,
      Pricer pricer,
      Instant startedAt,
      Consumer<AppendResult> onImport,
      boolean dryRun) {
    this.store = store;
    this.pricer = pricer;
    this.startedAt = startedAt;
    this.onImport = onImport;
    this.dryRun = dryRun;
  }

  void take(String clientId, UsageRecord usage) {
    waiting.computeIfAbsent(clientId, _ -> new ArrayList<>()).add(new PricedRecord(usage, pricer.price(usage)));
    read++;
    records++;
    if (records >= BATCH) {
      flush();
    }
  }

  void refuse(long line, String reason) {
    invalid++;
    if (errors.size() < ERRORS_KEPT) {
      errors.add("line " + line + ": " + reason);
    }
  }

  void flush() {
    if (records == 0) {
      return;
    }
    List<FileRecords> files = new ArrayList<>();
    waiting.forEach((clientId, some) -> files.add(file(clientId, some)));
    Batch batch = new Batch(files, pricer);
    AppendResult result = dryRun ? store.rehearse(batch) : store.append(batch);
    for (SettledFile file : result.files()) {
      FileCounts counts = file.counts();
      stored += counts.stored();
      replaced += counts.replaced();
      duplicate += counts.duplicate();
    }
    if (!dryRun) {
      onImport.accept(result);
    }
    waiting.clear();
    records = 0;
  }

  private FileRecords file(String clientId, List<PricedRecord> some) {
    RawFile file =
        new RawFile(
            UUID.randomUUID().toString(),
            clientId,
            null,
            startedAt,
            0,
            some.size(),
            new RawFile.Source("(import)", "import", 0));
    return new FileRecords(file, new FileReport(some.size(), 0, List.of(), Duration.ZERO, null), List.copyOf(some));
  }

  /** The counts so far, as the API answers them. */
  Map<String, Object> answer() {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("records_read", read + invalid);
    answer.put("records_stored", stored);
    answer.put("records_replaced", replaced);
    answer.put("records_duplicate", duplicate);
    answer.put("records_invalid", invalid);
    answer.put("errors", errors);
    answer.put("dry_run", dryRun);
    return answer;
  }
}
