package dev.tokenly.bench;

import dev.tokenly.model.price.PriceBook;
import dev.tokenly.model.price.Pricing;
import dev.tokenly.model.query.TimeRange;
import dev.tokenly.model.query.UsageFilter;
import dev.tokenly.model.query.UsageQuestion;
import dev.tokenly.store.Store;
import dev.tokenly.store.StoreOptions;
import dev.tokenly.store.duckdb.DuckDbStoreFactory;
import dev.tokenly.store.usage.Batch;
import dev.tokenly.store.usage.FileRecords;
import dev.tokenly.store.usage.PricedRecord;
import dev.tokenly.store.usage.RecordQuery;
import dev.tokenly.store.usage.RepriceQuery;
import dev.tokenly.store.usage.StoredRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the store does beside appending and answering, over many stored calls: opening, looking records up by their id,
 * recognising what it has, recovering after a kill with a full write-ahead log, exporting and repricing everything.
 * {@code CareBench FOLDER [millions stored, default 10]}; the database is made in FOLDER once.
 */
public final class CareBench {
  private static final TimeRange EVERYTHING =
      new TimeRange(StoredCalls.END.minus(Duration.ofDays(120)), StoredCalls.END.plus(Duration.ofDays(30)));
  private static final UsageQuestion ALL = new UsageQuestion(EVERYTHING, ZoneOffset.UTC, UsageFilter.ALL);
  private static final long LOG = 56L << 20;

  private final Path folder;
  private Store store;

  private CareBench(Path folder) {
    this.folder = folder;
    this.store = open(folder);
  }

  /** Runs the scenario and prints its table. */
  public static void main(String... arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    CareBench bench = new CareBench(StoredCalls.copy(arguments.length > 1 ? Long.parseLong(arguments[1]) : 10, folder));
    bench.lookUp();
    bench.append();
    bench.recover();
    print("export of everything to Parquet, s", () -> Files.delete(bench.store.usage().care().exportParquet(ALL)));
    print("repricing everything, s",
        () -> bench.store.usage().care().reprice(new RepriceQuery(ALL, false), PriceBook.shipped(), false));
    bench.store.close();
  }

  /** Something that takes time. */
  @FunctionalInterface
  private interface Timed {
    void run() throws IOException;
  }

  private static void print(String what, Timed timed) throws IOException {
    long started = System.nanoTime();
    timed.run();
    System.out.printf(Locale.ROOT, "%-52s %10.3f%n", what, (System.nanoTime() - started) / 1e9);
  }

  private static Store open(Path folder) {
    long started = System.nanoTime();
    Store store = new DuckDbStoreFactory().open(folder, StoreOptions.DEFAULT);
    System.out.printf(Locale.ROOT, "%-52s %10.3f%n", "opening, s", (System.nanoTime() - started) / 1e9);
    append(store, List.of());
    System.out.printf(Locale.ROOT, "%-52s %10.3f%n", "first append possible after, s",
        (System.nanoTime() - started) / 1e9);
    return store;
  }

  private static void append(Store store, List<PricedRecord> records) {
    List<FileRecords> files = records.isEmpty() ? List.of() : List.of(StoredCalls.file("client-1", records));
    store.usage().append(new Batch(files, _ -> Pricing.UNKNOWN));
  }

  /** Records of ten days, the earliest first. */
  private List<StoredRecord> sample(int count) {
    List<StoredRecord> sample = new ArrayList<>();
    for (int day = 10; day > 0; day--) {
      Instant start = StoredCalls.END.minus(Duration.ofDays(5L * day)).minus(Duration.ofHours(3));
      UsageQuestion question = new UsageQuestion(new TimeRange(start, start.plus(Duration.ofHours(3))), ZoneOffset.UTC,
          UsageFilter.ALL);
      sample.addAll(store.usage().ask().records(new RecordQuery(question, false, count / 10, null)).records());
    }
    return sample;
  }

  private void lookUp() throws IOException {
    List<StoredRecord> sample = sample(20);
    for (String name : List.of("twenty records by their request id, the first time, s", "the same again, s")) {
      print(name, () -> sample.forEach(record -> {
        if (store.usage().ask().find(String.valueOf(record.usage().attribution().requestId())).size() != 1) {
          throw new IllegalStateException("not found: " + record);
        }
      }));
    }
    print("an id that is not there, s", () -> store.usage().ask().find("msg_none"));
  }

  private void append() throws IOException {
    List<PricedRecord> known =
        sample(10_000).stream().map(record -> new PricedRecord(record.usage(), record.pricing())).toList();
    print("recognising " + known.size() + " stored records of ten days, s", () -> append(store, known));
    List<PricedRecord> close = known.subList(0, known.size() / 10);
    print("recognising " + close.size() + " of one hour, s", () -> append(store, close));
  }

  /** A copy of the files of a running store is what a kill leaves. */
  private void recover() throws IOException {
    Calls calls = new Calls(StoredCalls.END, StoredCalls.STEP, 31);
    Path log = folder.resolve("tokenly.duckdb.wal");
    while (!Files.exists(log) || Files.size(log) < LOG) {
      append(store, calls.next(1, 10_000));
    }
    Path killed = Files.createTempDirectory(folder.getParent(), "run-");
    for (String name : List.of("tokenly.duckdb.wal", "tokenly.duckdb")) {
      Files.copy(folder.resolve(name), killed.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    System.out.printf("a log of %d MB:%n", Files.size(killed.resolve(log.getFileName())) >> 20);
    open(killed).close();
  }
}
