package dev.tokenly.store.duckdb;

import static dev.tokenly.store.Samples.batch;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.store.Store;
import dev.tokenly.store.StoreOptions;
import dev.tokenly.store.admin.DocumentKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was committed before the damage of a write-ahead log is there after it was opened. */
class SalvageTest {
  private static final String FILE = "tokenly.duckdb";
  private static final int STEPS = 8;
  private static final int TRIES = 50 * Integer.getInteger("tokenly.test.scale", 1);

  /** Longer than the log's version entry, whose damage leaves nothing to trust. */
  private static final int HEADER = 64;

  @TempDir private Path written;
  @TempDir private Path folder;

  /** The log's length after each step. */
  private final List<Integer> ends = new ArrayList<>();
  private byte[] log = {};

  private static Store open(Path folder) {
    return new DuckDbStoreFactory().open(folder, StoreOptions.DEFAULT);
  }

  /** Each step is a change of two documents, then a batch of calls; copied while the store is open, as a crash would. */
  @BeforeEach
  void write() throws IOException {
    open(written).close();
    Path wal = written.resolve(FILE + ".wal");
    try (Store store = open(written)) {
      for (int step = 0; step < STEPS; step++) {
        change(store, step);
        ends.add((int) Files.size(wal));
        store.usage().append(batch(OpeningTest.story(step)));
      }
      log = Files.readAllBytes(wal);
      Files.copy(written.resolve(FILE), written.resolve("crashed"));
    }
  }

  private static void change(Store store, int step) {
    store.admin().change(tx -> {
      tx.documents(DocumentKind.USERS).put("u" + step, "{}");
      tx.documents(DocumentKind.CONFIG).put("c" + step, "{}");
      return true;
    });
  }

  private static long calls() {
    return (STEPS + 1) * 50L;
  }

  private Store opened(byte[] damaged) throws IOException {
    try (var old = Files.newDirectoryStream(folder, FILE + "*")) {
      for (Path file : old) {
        Files.delete(file);
      }
    }
    Files.copy(written.resolve("crashed"), folder.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
    Files.write(folder.resolve(FILE + ".wal"), damaged);
    return open(folder);
  }

  private static long documents(Store store, DocumentKind kind) {
    return store.admin().read(tx -> tx.documents(kind).count());
  }

  private void keepsWhatWasBefore(int at, byte[] damaged) throws IOException {
    String where = "damaged at " + at + " of " + log.length;
    long before = ends.stream().filter(end -> end <= at).count();
    try (Store store = opened(damaged)) {
      long kept = documents(store, DocumentKind.USERS);
      assertEquals(before, kept, where);
      assertEquals(kept, documents(store, DocumentKind.CONFIG), where);
      for (int step = 0; step < STEPS; step++) {
        store.usage().append(batch(OpeningTest.story(step)));
      }
      assertEquals(calls(), store.usage().ask().stats().records(), where);
      assertEquals(List.of(), store.usage().care().verify(), where);
      if (store.recovery().journalNeeded()) {
        Path quarantined = store.recovery().quarantined().getFirst();
        assertArrayEquals(damaged, Files.readAllBytes(quarantined), where);
      }
    }
  }

  private int[] places(int seed) {
    return new Random(seed).ints(TRIES, HEADER, log.length - Long.BYTES).toArray();
  }

  @Test
  void a_log_cut_anywhere_keeps_what_was_before() throws IOException {
    for (int at : places(1)) {
      keepsWhatWasBefore(at, Arrays.copyOf(log, at));
    }
  }

  @Test
  void a_log_whose_tail_is_zeroed_keeps_what_was_before() throws IOException {
    for (int at : places(2)) {
      keepsWhatWasBefore(at, Arrays.copyOf(Arrays.copyOf(log, at), log.length));
    }
  }

  @Test
  void a_log_with_a_flipped_bit_keeps_what_was_before() throws IOException {
    for (int at : places(3)) {
      byte[] damaged = log.clone();
      damaged[at] ^= (byte) (1 << at % 8);
      keepsWhatWasBefore(at, damaged);
    }
  }

  @Test
  void says_how_much_was_kept_and_cut_and_keeps_the_evidence_private() throws IOException {
    byte[] damaged = Arrays.copyOf(log, log.length + 100);
    damaged[log.length] = 1; // an entry of one byte with a wrong checksum
    try (Store store = opened(damaged)) {
      assertEquals(STEPS, documents(store, DocumentKind.USERS));
      String said = store.recovery().messages().getFirst();
      assertTrue(said.contains("its " + log.length + " sound bytes"), said);
      assertTrue(said.contains("the 100 bytes after them were cut"), said);
      Path quarantined = store.recovery().quarantined().getFirst();
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(quarantined)));
    }
  }

  @Test
  void a_log_that_begins_in_an_unknown_way_is_set_aside_whole() throws IOException {
    byte[] damaged = log.clone();
    damaged[5] = 77; // the version
    try (Store store = opened(damaged)) {
      assertEquals(0, documents(store, DocumentKind.USERS));
      assertTrue(store.recovery().journalNeeded());
      assertTrue(store.recovery().messages().getFirst().contains("last checkpoint"));
      assertArrayEquals(damaged, Files.readAllBytes(store.recovery().quarantined().getFirst()));
    }
  }

  /** The version entry has no checksum: here it belongs to another database, so that the sound part is refused, too. */
  @Test
  void a_log_whose_sound_part_does_not_open_is_set_aside_whole() throws IOException {
    byte[] damaged = Arrays.copyOf(log, log.length + 100);
    damaged[log.length] = 1;
    damaged[9] ^= 1; // the database's identity
    try (Store store = opened(damaged)) {
      assertEquals(0, documents(store, DocumentKind.USERS));
      assertFalse(store.recovery().messages().isEmpty());
      assertTrue(store.recovery().messages().getFirst().contains("last checkpoint"));
      assertArrayEquals(damaged, Files.readAllBytes(store.recovery().quarantined().getFirst()));
    }
  }
}
