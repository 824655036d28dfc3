package dev.tokenly.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.tokenly.model.NativeWriter;
import dev.tokenly.model.UsageLineReader;
import dev.tokenly.model.price.PriceBook;
import dev.tokenly.model.price.Pricing;
import dev.tokenly.server.ingest.journal.Content;
import dev.tokenly.server.ingest.journal.Disk;
import dev.tokenly.server.ingest.journal.Entry;
import dev.tokenly.server.ingest.journal.Journal;
import dev.tokenly.server.ingest.journal.JournalLimits;
import dev.tokenly.server.ingest.process.PostProcessor;
import dev.tokenly.store.Store;
import dev.tokenly.store.StoreOptions;
import dev.tokenly.store.duckdb.DuckDbStoreFactory;
import dev.tokenly.store.usage.Batch;
import dev.tokenly.store.usage.PricedRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * From the journal to committed, deduplicated rows with rollups: how many records a second the server's own pipeline takes
 * in from large files and from files of 1,000, in a ledger that holds some million records already. {@code IngestBench
 * FOLDER [millions stored …]}; the databases are made in FOLDER once.
 */
public final class IngestBench {
  private static final long UNLIMITED = 1L << 50;
  private static final JournalLimits LIMITS = new JournalLimits(64L << 20, UNLIMITED, 64L << 20);
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final Path folder;
  private final Store store;
  private final Calls calls = new Calls(StoredCalls.END, Duration.ofMillis(100), 11);
  private int journals;
  private int machine;

  private IngestBench(Path folder) {
    this.folder = folder;
    this.store = new DuckDbStoreFactory().open(folder, StoreOptions.DEFAULT);
    store.usage().append(new Batch(List.of(), _ -> Pricing.UNKNOWN)); // Waits for the identities.
  }

  /** Runs the scenario and prints its table. */
  public static void main(String... arguments) throws Exception {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    System.out.printf("%-12s %-24s %12s %12s %12s %12s%n", "stored", "files of", "records", "records/s", "cpu us/rec",
        "gc ms");
    for (String millions : arguments.length > 1 ? List.of(arguments).subList(1, arguments.length) : List.of("0")) {
      IngestBench bench = new IngestBench(StoredCalls.copy(Long.parseLong(millions), folder));
      bench.measure("", 10_000, 2_000_000);
      bench.measure(millions + " M", 10_000, 2_000_000);
      bench.measure(millions + " M", 1_000, 1_000_000);
      bench.store.close();
    }
  }

  private void measure(String there, int fileRecords, int records) throws IOException, InterruptedException {
    Path journals = Files.createDirectories(folder.resolve("journal-" + this.journals++));
    fill(journals, fileRecords, records);
    AtomicLong stored = new AtomicLong();
    CountDownLatch left = new CountDownLatch(records / fileRecords);
    try (Journal journal = Journal.open(journals, LIMITS, false, Disk.REAL, IngestBench::end)) {
      PostProcessor.Parts parts = new PostProcessor.Parts(store.usage(), PriceBook.shipped(),
          () -> UsageLineReader.DEFAULT_MAX_TOKENS, Clock.systemUTC(),
          committed -> committed.files().forEach(file -> {
            stored.addAndGet(file.counts().stored());
            left.countDown();
          }), () -> {});
      long cpuBefore = PROCESS.getProcessCpuTime();
      long collectingBefore = collectionMillis();
      long before = System.nanoTime();
      PostProcessor processor = new PostProcessor(journal, parts, Runtime.getRuntime().availableProcessors());
      left.await();
      double seconds = (System.nanoTime() - before) / 1e9;
      double cpu = (PROCESS.getProcessCpuTime() - cpuBefore) / 1e3 / records;
      processor.close();
      if (stored.get() != records) {
        throw new IllegalStateException(stored + " of " + records + " records are stored");
      }
      if (!there.isEmpty()) {
        System.out.printf("%-12s %,-24d %,12d %,12.0f %12.2f %12d%n", there, fileRecords, records, records / seconds,
            cpu,
            collectionMillis() - collectingBefore);
      }
    }
  }

  private static long collectionMillis() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream().mapToLong(GarbageCollectorMXBean::getCollectionTime)
        .sum();
  }

  private static void end(IOException failure) {
    throw new IllegalStateException("the disk could not sync", failure);
  }

  private void fill(Path journals, int fileRecords, int records) throws IOException, InterruptedException {
    try (Journal journal = Journal.open(journals, LIMITS, false, Disk.REAL, IngestBench::end)) {
      for (int done = 0; done < records; done += fileRecords) {
        int number = machine++ % Calls.MACHINES;
        byte[] lines = lines(number, fileRecords);
        Entry entry =
            new Entry(UUID.randomUUID(), Instant.now(), new Entry.Sender("client-" + number, "host-" + number),
                new Entry.Source("/var/log/usage.jsonl", 0, "native"), lines.length, fileRecords);
        journal.append(entry, Content.of(lines));
      }
    }
  }

  private byte[] lines(int machine, int count) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream(count * 400);
    try (NativeWriter writer = new NativeWriter(lines)) {
      for (PricedRecord call : calls.next(machine, count)) {
        writer.write(call.usage());
      }
    }
    return lines.toByteArray();
  }
}
