package dev.tokenly.agent.worker;

import static dev.tokenly.agent.worker.Workshop.lines;
import static dev.tokenly.agent.worker.Workshop.numbers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.agent.FakeServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What files and disks do to a reader: faults 4, 16, 18, 27 to 30 and 35 of the list in {@code specs/01-agent.md}. */
class FileFaultsTest {
  /** Larger than a slice, so that uploads begin while the file is still being read. */
  private static final int MANY = 60_000;

  @TempDir Path folder;

  private static void gzip(Path from, Path to) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(to))) {
      Files.copy(from, out);
    }
  }

  /** Fault 16. {@code /dev/full} is a disk without room: no cursor moves, nothing is lost, it goes on when there is room. */
  @Test
  void f16_a_full_disk_stops_the_cursors_and_loses_nothing() throws Exception {
    try (Workshop shop = new Workshop(folder)) {
      shop.write("a.jsonl", lines(0, 3));
      shop.scan();
      Path newest = newestCursors(shop);
      Files.delete(newest);
      Files.createSymbolicLink(newest, Path.of("/dev/full"));
      shop.write("a.jsonl", lines(3, 5));
      assertThrows(IOException.class, shop::scan);
      shop.goBack();
      Files.delete(newest);
      shop.scan();
      assertEquals(new HashSet<>(numbers(0, 5)), new HashSet<>(shop.arrived()));
      assertTrue(Files.exists(shop.log("a.jsonl")));
      int sent = shop.arrived().size();
      shop.scan();
      assertEquals(sent, shop.arrived().size());
    }
  }

  private static Path newestCursors(Workshop shop) throws IOException {
    try (var files = Files.list(shop.data(""))) {
      return files.filter(file -> file.toString().contains("tokenly-cursors.")).sorted().reduce((_, last) -> last)
          .orElseThrow();
    }
  }

  /** Fault 4 and attack 54: deletion is on, a state file is empty, and nothing goes. */
  @Test
  void f04_n54_an_empty_state_file_deletes_nothing() throws Exception {
    for (String state : List.of("tokenly-learning.json", "tokenly-cursors")) {
      Path place = Files.createDirectories(folder.resolve(state + "-case"));
      try (Workshop shop = new Workshop(place, Clock.systemUTC(), Map.of("cleanup", "delete_and_prune"))) {
        Path file = shop.write("a.jsonl", lines(0, 3));
        shop.scan();
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(30))));
        try (var files = Files.list(shop.data(""))) {
          for (Path kept : files.filter(one -> one.getFileName().toString().startsWith(state)).toList()) {
            Files.write(kept, new byte[0]);
          }
        }
        shop.crash();
        shop.scan();
        assertTrue(Files.exists(file), state);
        shop.crash();
        shop.scan();
        assertFalse(Files.exists(file), "with whole state files it goes: " + state);
      }
    }
  }

  /** Fault 18. */
  @Test
  void f18_a_file_that_cannot_be_read_is_tried_again_and_keeps_no_other_waiting() throws Exception {
    try (Workshop shop = new Workshop(folder)) {
      Path good = Files.writeString(folder.resolve("good"), lines(0, 1000));
      gzip(good, shop.log("bad.jsonl.gz"));
      byte[] whole = Files.readAllBytes(shop.log("bad.jsonl.gz"));
      byte[] torn = whole.clone();
      torn[torn.length / 2] ^= 0x55;
      torn[torn.length / 2 + 1] ^= 0x55;
      Files.write(shop.log("bad.jsonl.gz"), torn);
      shop.write("other.jsonl", lines(1000, 1010));
      shop.scan();
      assertTrue(shop.arrived().containsAll(numbers(1000, 1010)));
      assertEquals(1, shop.parts().collector().failures().size());
      Files.write(shop.log("bad.jsonl.gz"), whole);
      shop.scan();
      assertEquals(new HashSet<>(numbers(0, 1010)), new HashSet<>(shop.arrived()));
      assertEquals(0, shop.parts().collector().failures().size());
    }
  }

  /** Fault 27. */
  @Test
  void f27_a_file_rotated_in_the_middle_of_reading_is_read_to_its_end_and_the_new_one_too() throws Exception {
    try (Workshop shop = new Workshop(folder)) {
      shop.write("a.jsonl", lines(0, MANY));
      AtomicBoolean done = new AtomicBoolean();
      shop.onUpload(
          _ -> {
            if (done.compareAndSet(false, true)) {
              try {
                Files.move(shop.log("a.jsonl"), shop.log("a.jsonl.1"));
                shop.write("a.jsonl", lines(MANY, MANY + 10));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
            return Workshop.taken();
          });
      shop.scan();
      shop.scan();
      assertEquals(numbers(0, MANY + 10), shop.arrived());
    }
  }

  /** Fault 28. The copy holds what the truncated file lost; what is sent twice has the same identity. */
  @Test
  void f28_a_file_copied_and_truncated_in_the_middle_of_reading_loses_nothing() throws Exception {
    try (Workshop shop = new Workshop(folder)) {
      shop.write("a.jsonl", lines(0, MANY));
      AtomicBoolean done = new AtomicBoolean();
      shop.onUpload(
          _ -> {
            if (done.compareAndSet(false, true)) {
              try {
                Files.copy(shop.log("a.jsonl"), shop.log("a.jsonl.1"));
                Files.write(shop.log("a.jsonl"), new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
                shop.write("a.jsonl", lines(MANY, MANY + 10));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
            return Workshop.taken();
          });
      shop.scan();
      shop.scan();
      assertEquals(new HashSet<>(numbers(0, MANY + 10)), new HashSet<>(shop.arrived()));
      assertTrue(shop.said().contains("truncated before read: up to "), shop.said());
    }
  }

  /** Fault 28. What was seen when it could not be sent, and was never copied away, is told as lost. */
  @Test
  void f28_a_file_truncated_before_all_of_it_was_read_is_told_with_the_bytes_that_may_be_missing() throws Exception {
    try (Workshop shop = new Workshop(folder)) {
      Path file = shop.write("a.jsonl", lines(0, 20));
      shop.scan();
      assertFalse(shop.said().contains("truncated before read"), shop.said());
      String half = lines(20, 21).substring(0, 40);
      Files.writeString(file, half, StandardOpenOption.APPEND);
      shop.scan();
      Files.writeString(file, lines(21, 23), StandardOpenOption.TRUNCATE_EXISTING);
      shop.scan();
      assertEquals(22, shop.arrived().size());
      String told = "truncated before read: up to 40 bytes of " + file;
      assertTrue(RunTable.of(shop.parts().collector().takeTally(), Map.of(), "sent").contains("missing: " + told));
      shop.crash();
      assertEquals("may be missing: " + told, shop.parts().gaps().lately(shop.parts().names()));
      Files.write(shop.data("tokenly-gaps.json"), new byte[7]);
      shop.crash();
      assertNull(shop.parts().gaps().lately(shop.parts().names()));
    }
  }

  /** Fault 29. */
  @Test
  void f29_a_file_compressed_after_it_was_sent_is_read_once_more_and_gives_the_same_lines() throws Exception {
    try (Workshop shop = new Workshop(folder)) {
      Path file = shop.write("a.jsonl", lines(0, 20));
      shop.scan();
      gzip(file, shop.log("a.jsonl.1.gz"));
      Files.delete(file);
      shop.scan();
      shop.scan();
      assertEquals(40, shop.arrived().size());
      assertEquals(new HashSet<>(numbers(0, 20)), new HashSet<>(shop.arrived()));
    }
  }

  /** Fault 30. Until the file system gives the same inode again, which on a disk it soon does. */
  @Test
  void f30_a_new_file_in_an_old_inode_is_read_from_its_beginning() throws Exception {
    try (Workshop shop = new Workshop(folder)) {
      int written = 0;
      for (int turn = 0; turn < 20; turn++) {
        Files.deleteIfExists(shop.log("a.jsonl"));
        shop.write("a.jsonl", lines(written, written + 5));
        written += 5;
        shop.scan();
      }
      assertEquals(numbers(0, written), shop.arrived());
    }
  }

  /** Fault 35, the lost notices of it: after a flood every watched folder is named. */
  @Test
  void f35_a_flood_of_changes_names_every_folder() throws Exception {
    try (Workshop shop = new Workshop(folder)) {
      Path quiet = Files.createDirectories(shop.log("quiet"));
      Path loud = Files.createDirectories(shop.log("loud"));
      shop.scan();
      CountDownLatch busy = new CountDownLatch(1);
      shop.parts().watch().whenNoticed(() -> awaitQuietly(busy));
      for (int number = 0; number < 5000; number++) {
        Files.createFile(loud.resolve("n" + number));
        Files.delete(loud.resolve("n" + number));
      }
      busy.countDown();
      Set<Path> changed = new HashSet<>();
      FakeServer.await("a notice for every folder", () -> {
        changed.addAll(shop.parts().watch().takeChanged());
        return changed.containsAll(Set.of(loud, quiet));
      });
      shop.write("loud/late.jsonl", lines(0, 3));
      shop.scan();
      assertEquals(numbers(0, 3), shop.arrived());
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void a_compressed_file_larger_than_an_upload_is_sent_in_parts() throws Exception {
    try (Workshop shop = new Workshop(folder)) {
      Path raw = Files.writeString(folder.resolve("raw"), lines(0, MANY));
      gzip(raw, shop.log("a.jsonl.gz"));
      int[] most = {0};
      shop.onUpload(
          batch -> {
            most[0] = Math.max(most[0], batch.lines().length());
            return Workshop.taken();
          });
      shop.scan();
      shop.crash();
      shop.scan();
      assertEquals(numbers(0, MANY), shop.arrived());
      assertTrue(most[0] <= 4 << 20, () -> "an upload of " + most[0]);
    }
  }

  @Test
  void a_data_folder_behind_a_link_has_its_spool_read() throws Exception {
    Path real = Files.createDirectories(folder.resolve("elsewhere"));
    Files.createSymbolicLink(folder.resolve("data"), real);
    try (Workshop shop = new Workshop(folder)) {
      Files.writeString(shop.data("spool").resolve("calls.jsonl"), lines(0, 3));
      shop.scan();
      assertEquals(numbers(0, 3), shop.arrived());
    }
  }

  @Test
  void a_file_replaced_by_a_renamed_one_is_the_renamed_one() throws Exception {
    try (Workshop shop = new Workshop(folder)) {
      shop.write("a.jsonl", lines(0, 5));
      shop.write("b.jsonl", lines(5, 10));
      shop.scan();
      Files.move(shop.log("b.jsonl"), shop.log("a.jsonl"), StandardCopyOption.REPLACE_EXISTING);
      shop.write("a.jsonl", lines(10, 12));
      shop.scan();
      assertEquals(numbers(0, 12), shop.arrived());
    }
  }
}
