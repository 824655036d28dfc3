package dev.tokenly.bench;

import dev.tokenly.model.price.Pricing;
import dev.tokenly.store.Store;
import dev.tokenly.store.StoreOptions;
import dev.tokenly.store.duckdb.DuckDbStoreFactory;
import dev.tokenly.store.usage.Batch;
import dev.tokenly.store.usage.FileRecords;
import dev.tokenly.store.usage.FileReport;
import dev.tokenly.store.usage.PricedRecord;
import dev.tokenly.store.usage.RawFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Databases of many calls, made once and copied for each run: {@code StoredCalls MILLIONS FOLDER} makes one. The calls end
 * at a fixed moment and are half a second apart, ninety days at most.
 */
public final class StoredCalls {
  /** The moment after the last stored call. */
  static final Instant END = Instant.parse("2026-11-05T00:00:00Z");

  static final Duration STEP = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofDays(90);
  private static final int FILE = 10_000;
  private static final int FILES = 13;

  private StoredCalls() {}

  /** Makes the database when it is not there. */
  public static void main(String... arguments) throws IOException {
    made(Long.parseLong(arguments[0]), Path.of(arguments[1]));
  }

  /** A data folder with a fresh copy of the database of that many million calls. */
  static Path copy(long millions, Path folder) throws IOException {
    Path run = Files.createTempDirectory(folder, "run-");
    if (millions > 0) {
      Files.copy(made(millions, folder), run.resolve("tokenly.duckdb"), StandardCopyOption.REPLACE_EXISTING);
    }
    return run;
  }

  private static Path made(long millions, Path folder) throws IOException {
    Path base = folder.resolve("calls-" + millions + "m");
    Path done = base.resolve("done.duckdb");
    if (!Files.exists(done)) {
      Files.createDirectories(base);
      try (Store store = new DuckDbStoreFactory().open(base, StoreOptions.DEFAULT)) {
        fill(store, millions * 1_000_000);
      }
      Files.move(base.resolve("tokenly.duckdb"), done);
    }
    return done;
  }

  private static void fill(Store store, long rows) {
    Duration step = STEP.multipliedBy(rows).compareTo(LONGEST) > 0 ? LONGEST.dividedBy(rows) : STEP;
    Calls calls = new Calls(END.minus(step.multipliedBy(rows)), step, 7);
    int machine = 0;
    for (long done = 0; done < rows; done += (long) FILE * FILES) {
      List<FileRecords> files = new ArrayList<>();
      for (long at = done; at < Math.min(rows, done + (long) FILE * FILES); at += FILE) {
        int number = machine++ % Calls.MACHINES;
        files.add(file("client-" + number, calls.next(number, FILE)));
      }
      store.usage().append(new Batch(files, _ -> Pricing.UNKNOWN));
      if (done / 5_000_000 != (done + (long) FILE * FILES) / 5_000_000) {
        System.err.println(done / 1_000_000 + " M stored");
      }
    }
  }

  static FileRecords file(String client, List<PricedRecord> records) {
    RawFile file = new RawFile(UUID.randomUUID().toString(), client, null, Instant.now(), 1, records.size(),
        new RawFile.Source("/var/log/usage.jsonl", "native", 0));
    return new FileRecords(file, new FileReport(records.size(), 0, List.of(), Duration.ofMillis(1), null), records);
  }
}
