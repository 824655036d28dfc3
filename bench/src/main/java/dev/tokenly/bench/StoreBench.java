package dev.tokenly.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.tokenly.model.price.Pricing;
import dev.tokenly.model.query.Dimension;
import dev.tokenly.model.query.GroupQuery;
import dev.tokenly.model.query.Interval;
import dev.tokenly.model.query.Metric;
import dev.tokenly.model.query.TimeRange;
import dev.tokenly.model.query.TrendQuery;
import dev.tokenly.model.query.UsageFilter;
import dev.tokenly.model.query.UsageQuestion;
import dev.tokenly.store.Store;
import dev.tokenly.store.StoreOptions;
import dev.tokenly.store.duckdb.DuckDbStoreFactory;
import dev.tokenly.store.usage.Batch;
import dev.tokenly.store.usage.FileRecords;
import dev.tokenly.store.usage.FileReport;
import dev.tokenly.store.usage.PricedRecord;
import dev.tokenly.store.usage.RawFile;
import dev.tokenly.store.usage.UsageReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * The store by itself: how fast checked records are committed in large batches and in merged small files as the table
 * grows, and how fast questions are answered. {@code StoreBench [rows in millions, default 1] [folder]}.
 */
public final class StoreBench {
  private static final int LARGE = 250;
  private static final int SMALL = 1_000;
  private static final int MERGED = 20;
  private static final Instant START = Instant.parse("2026-08-22T00:00:00Z");
  private static final Duration SPAN = Duration.ofDays(90);
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final Calls calls;
  private final long rows;
  private Store store;
  private int nextMachine;
  private final Path folder;

  private StoreBench(long rows, Path folder) {
    this.rows = rows;
    this.folder = folder;
    this.calls = new Calls(START, SPAN.dividedBy(Math.max(1, rows)), 7);
    this.store = open();
  }

  private Store open() {
    return new DuckDbStoreFactory().open(folder, StoreOptions.DEFAULT);
  }

  /** Runs the scenario and prints its table. */
  public static void main(String... arguments) throws IOException {
    long millions = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1;
    Path folder = arguments.length > 1 ? Path.of(arguments[1]) : Files.createTempDirectory("store-bench");
    StoreBench bench = new StoreBench(millions * 1_000_000, folder);
    bench.fill();
    bench.ask();
    bench.reopen();
    bench.store.close();
  }

  private void fill() {
    System.out.printf("%-44s %12s %12s%n", "appending", "records/s", "cpu us/rec");
    long done = 0;
    long section = Math.max(LARGE * SMALL, rows / 5 / (LARGE * SMALL) * LARGE * SMALL);
    append("warm-up, files of 1,000", 100_000, MERGED, false);
    while (done < rows) {
      append(millions(done) + " stored: files of 1,000, 20 merged", 100_000, MERGED, true);
      append(millions(done) + " stored: files of 1,000, 250 merged", section, LARGE, true);
      done += section;
    }
    append(millions(done) + " stored: files of 1,000, 20 merged", 100_000, MERGED, true);
  }

  private static String millions(long count) {
    return String.format(Locale.ROOT, "%.1f M", count / 1e6);
  }

  private void append(String what, long count, int filesPerBatch, boolean print) {
    long wall = 0;
    long cpu = 0;
    for (long done = 0; done < count; done += (long) SMALL * filesPerBatch) {
      List<FileRecords> files = new ArrayList<>();
      for (int at = 0; at < filesPerBatch; at++) {
        int machine = nextMachine++ % Calls.MACHINES;
        files.add(file("client-" + machine, calls.next(machine, SMALL)));
      }
      long cpuBefore = PROCESS.getProcessCpuTime();
      long before = System.nanoTime();
      long stored = store.usage().append(new Batch(files, _ -> Pricing.UNKNOWN)).files().stream()
          .mapToLong(file -> file.counts().stored()).sum();
      wall += System.nanoTime() - before;
      cpu += PROCESS.getProcessCpuTime() - cpuBefore;
      if (stored != (long) SMALL * filesPerBatch) {
        throw new IllegalStateException("stored " + stored);
      }
    }
    if (print) {
      System.out.printf("%-44s %,12.0f %12.2f%n", what, count * 1e9 / wall, cpu / 1e3 / count);
    }
  }

  private static FileRecords file(String client, List<PricedRecord> records) {
    RawFile file = new RawFile(UUID.randomUUID().toString(), client, null, Instant.now(), 1, records.size(),
        new RawFile.Source("/var/log/usage.jsonl", "native", 0));
    return new FileRecords(file, new FileReport(records.size(), 0, List.of(), Duration.ofMillis(1), null), records);
  }

  private void ask() {
    Instant end = START.plus(SPAN).minusSeconds(4321);
    UsageQuestion month =
        new UsageQuestion(new TimeRange(end.minus(Duration.ofDays(30)), end), ZoneOffset.UTC, UsageFilter.ALL);
    UsageQuestion india = new UsageQuestion(month.range(), ZoneId.of("Asia/Kolkata"), UsageFilter.ALL);
    UsageReader ask = store.usage().ask();
    List<Dimension> summary = List.of(Dimension.SERVICE, Dimension.MODEL, Dimension.CLIENT_ID);
    System.out.printf("%n%-44s %12s %12s%n", "asking, ms", "p50", "p99");
    time("30-day trend, UTC", () -> ask.trend(new TrendQuery(month, Interval.DAY, Metric.COST, null)));
    time("30-day trend, Kolkata", () -> ask.trend(new TrendQuery(india, Interval.DAY, Metric.COST, null)));
    time("30-day trend by model", () -> ask.trend(new TrendQuery(month, Interval.DAY, Metric.COST, Dimension.MODEL)));
    time("30-day trend by hour", () -> ask.trend(new TrendQuery(month, Interval.HOUR, Metric.COST, null)));
    time("top 10 models", () -> ask.groups(new GroupQuery(month, List.of(Dimension.MODEL), Metric.COST, 10)));
    time("breakdown service, model, client", () -> ask.groups(new GroupQuery(month, summary, Metric.COST, 0)));
    time("summary", () -> ask.overview(month, month.range().end().minus(Duration.ofDays(56))));
    time("stats", ask::stats);
  }

  private static void time(String what, Runnable question) {
    long[] nanos = new long[200];
    for (int warm = 0; warm < 20; warm++) {
      question.run();
    }
    for (int at = 0; at < nanos.length; at++) {
      long before = System.nanoTime();
      question.run();
      nanos[at] = System.nanoTime() - before;
    }
    Arrays.sort(nanos);
    System.out.printf("%-44s %12.1f %12.1f%n", what, nanos[100] / 1e6, nanos[197] / 1e6);
  }

  private void reopen() throws IOException {
    store.close();
    long size = Files.size(folder.resolve("tokenly.duckdb"));
    long before = System.nanoTime();
    store = open();
    long opened = System.nanoTime();
    store.usage().append(new Batch(List.of(), _ -> Pricing.UNKNOWN));
    long ready = System.nanoTime();
    System.out.printf("%n%-44s %,12.0f%n%-44s %12.2f%n%-44s %12.2f%n", "bytes a record", (double) size / rows,
        "open, s", (opened - before) / 1e9, "first append possible after, s", (ready - before) / 1e9);
    Path status = Path.of("/proc/self/status");
    if (Files.isReadable(status)) {
      try (var lines = Files.lines(status)) {
        lines.filter(line -> line.startsWith("VmRSS")).forEach(System.out::println);
      }
    }
  }
}
