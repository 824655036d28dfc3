package dev.tokenly.server.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of the data folder at moments of no choice: what a backup takes, and what a power cut leaves. */
class PowerCutTest {
  private static final int POINTS = 50 * Integer.getInteger("tokenly.test.scale", 1);
  private static final int LINES = 20;
  private static final Instant AT = Ledger.NOW.minusSeconds(3600);

  @TempDir private Path folder;
  @TempDir private Path copies;
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicBoolean over = new AtomicBoolean();

  /** The uploads that may be made: a few a copy, or the journals to replay would grow with every copy. */
  private final Semaphore turns = new Semaphore(0);

  private Thread uploading(Ledger ledger) {
    return Thread.ofVirtual().start(
        () -> {
          try {
            while (true) {
              turns.acquire();
              if (over.get()) {
                return;
              }
              int file = sent.incrementAndGet();
              StringBuilder lines = new StringBuilder();
              for (int line = 0; line < LINES; line++) {
                lines.append(Ledger.line("f" + file + "-" + line, AT, 1, "0.000001"));
              }
              if (ledger.upload("web-1", lines.toString()).status() == 200) {
                acknowledged.incrementAndGet();
              }
            }
          } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
          }
        });
  }

  /**
   * Fault 45. The write-ahead log is read first, so that it is the oldest part of the copy, and loses its end now and then:
   * it is what a power cut leaves half written. The journal was synced before anything was acknowledged.
   */
  @Test
  void f45_every_copy_at_any_moment_holds_all_that_was_acknowledged_before_it() throws Exception {
    Random random = new Random(45);
    try (Ledger ledger = new Ledger(folder)) {
      Thread uploads = uploading(ledger);
      for (int point = 0; point < POINTS; point++) {
        int before = acknowledged.get();
        turns.release(4);
        Ledger.until(() -> acknowledged.get() > before);
        if (point % 10 == 9) {
          ledger.post("/storage/optimize", "{}");
        }
        Path copy = copies.resolve("point-" + point);
        int promised = acknowledged.get();
        cut(copy, random);
        assertHolds(copy, promised);
        delete(copy);
      }
      over.set(true);
      turns.release(1);
      uploads.join();
    }
  }

  private void cut(Path copy, Random random) throws IOException {
    Files.createDirectories(copy.resolve("journal"));
    copy("tokenly.duckdb.wal", copy);
    copy("tokenly.duckdb", copy);
    try (Stream<Path> journal = Files.list(folder.resolve("journal"))) {
      for (Path file : journal.toList()) {
        copy("journal/" + file.getFileName(), copy);
      }
    }
    Path log = copy.resolve("tokenly.duckdb.wal");
    if (Files.exists(log) && random.nextBoolean()) {
      try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
        long length = file.length();
        long kept = length == 0 ? 0 : random.nextLong(length);
        if (random.nextBoolean()) {
          file.setLength(kept);
        } else {
          file.seek(kept);
          file.write(new byte[(int) (length - kept)]);
        }
      }
    }
  }

  private void copy(String name, Path to) throws IOException {
    if (Files.exists(folder.resolve(name))) {
      Files.copy(folder.resolve(name), to.resolve(name));
    }
  }

  private void assertHolds(Path copy, int promised) throws Exception {
    try (Ledger ledger = new Ledger(copy)) {
      ledger.settle();
      long counted = ledger.get("/summary").fields().count("total_requests");
      assertTrue(counted >= (long) promised * LINES, counted + " counted, " + promised * LINES + " promised");
      assertTrue(counted <= (long) sent.get() * LINES, counted + " counted, " + sent.get() * LINES + " sent");
      assertEquals(0, counted % LINES, "half a file was counted");
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void f46_a_backup_made_while_writing_opens_and_holds_a_committed_state() throws Exception {
    try (Ledger ledger = new Ledger(folder)) {
      Thread uploads = uploading(ledger);
      for (int backup = 0; backup < 4; backup++) {
        int before = acknowledged.get();
        turns.release(50);
        Ledger.until(() -> acknowledged.get() > before + 5);
        long committed = ledger.get("/summary").fields().count("total_requests");
        Ledger.Answer made = ledger.post("/backup", "{\"target\":\"b" + backup + ".duckdb\"}");
        assertEquals(200, made.status(), made.text());
        Path copy = Files.createDirectories(copies.resolve("backup-" + backup));
        Files.copy(folder.resolve("backups/b" + backup + ".duckdb"), copy.resolve("tokenly.duckdb"));
        try (var store = Ledger.open(copy)) {
          long records = store.usage().ask().stats().records();
          assertEquals(made.fields().count("records"), records);
          assertTrue(records >= committed && records % LINES == 0, records + " of " + committed);
          assertEquals(List.of(), store.usage().care().verify());
        }
      }
      over.set(true);
      turns.release(1);
      uploads.join();
    }
  }
}
