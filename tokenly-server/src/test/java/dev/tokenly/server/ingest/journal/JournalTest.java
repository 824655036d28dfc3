package dev.tokenly.server.ingest.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final JournalLimits SMALL = new JournalLimits(1000, 1 << 20, 0);

  @TempDir Path folder;

  private Journal open() throws IOException {
    return Journal.open(folder, SMALL, false, Disk.REAL, failure -> {});
  }

  private Path newestSegment() throws IOException {
    return new Segments(folder).all().lastEntry().getValue();
  }

  @Test
  void gives_back_what_was_appended_after_a_restart() throws Exception {
    Filed first;
    try (Journal journal = open()) {
      first = Entries.append(journal, "one\n");
      Entries.append(journal, "two\n");
      assertEquals("one\n", Entries.read(journal, first));
    }
    try (Journal journal = open()) {
      List<Filed> replayed = journal.replayed();
      assertEquals(2, replayed.size());
      assertEquals(first, replayed.getFirst());
      assertEquals("two\n", Entries.read(journal, replayed.get(1)));
      assertEquals(8, journal.backlogBytes());
    }
  }

  @Test
  void ignores_a_torn_tail_cut_at_any_byte() throws Exception {
    try (Journal journal = open()) {
      Entries.append(journal, "whole\n");
      Entries.append(journal, "torn\n");
    }
    Path segment = newestSegment();
    byte[] bytes = Files.readAllBytes(segment);
    int whole = bytes.length / 2;
    for (int cut = whole + 1; cut < bytes.length; cut++) {
      Files.write(segment, Arrays.copyOf(bytes, cut));
      List<Filed> found = SegmentScan.withoutTornTail(segment, 1).entries();
      assertTrue(found.size() == 1, "cut at " + cut + " found " + found.size());
    }
  }

  @Test
  void ignores_a_tail_that_a_power_cut_left_as_zeros() throws Exception {
    try (Journal journal = open()) {
      Entries.append(journal, "whole\n");
      Entries.append(journal, "never synced\n");
    }
    Path segment = newestSegment();
    long size = Files.size(segment);
    try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(12), size - 12);
    }
    assertEquals(1, SegmentScan.withoutTornTail(segment, 1).entries().size());
  }

  @Test
  void tells_of_a_damaged_entry_and_still_gives_those_behind_it() throws Exception {
    try (Journal journal = open()) {
      Entries.append(journal, "damaged\n");
      Entries.append(journal, "sound\n");
    }
    byte[] bytes = Files.readAllBytes(newestSegment());
    bytes[(int) bodyOffset(0)] ^= 1;
    Files.write(newestSegment(), bytes);
    try (Journal journal = open()) {
      assertThrows(DamagedEntry.class, () -> Entries.read(journal, journal.replayed().getFirst()));
      assertEquals("sound\n", Entries.read(journal, journal.replayed().get(1)));
    }
  }

  @Test
  void steps_over_a_damaged_description() throws Exception {
    try (Journal journal = open()) {
      Entries.append(journal, "lost\n");
      Entries.append(journal, "found\n");
    }
    byte[] bytes = Files.readAllBytes(newestSegment());
    bytes[30] ^= 1;
    Files.write(newestSegment(), bytes);
    try (Journal journal = open()) {
      assertEquals(1, journal.replayed().size());
      assertEquals("found\n", Entries.read(journal, journal.replayed().getFirst()));
    }
  }

  private long bodyOffset(int entry) throws IOException {
    return SegmentScan.headers(newestSegment(), 1).entries().get(entry).body().offset();
  }

  @Test
  void shares_one_sync_among_the_uploads_that_wait() throws Exception {
    AtomicInteger syncs = new AtomicInteger();
    Disk slow =
        new SlowDisk() {
          @Override
          public void sync(FileChannel channel) throws IOException {
            syncs.incrementAndGet();
            super.sync(channel);
          }
        };
    JournalLimits limits = new JournalLimits(1 << 20, 1 << 20, 0);
    try (Journal journal = Journal.open(folder, limits, false, slow, failure -> {});
        ExecutorService agents = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Filed>> uploads = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        String line = "line " + i;
        uploads.add(agents.submit(() -> Entries.append(journal, line)));
      }
      for (int i = 0; i < 100; i++) {
        assertEquals("line " + i, Entries.read(journal, uploads.get(i).get()));
      }
      assertTrue(syncs.get() < 50, syncs + " syncs for 100 uploads");
    }
  }

  /** A disk whose syncs take as long as those of a spinning one. */
  private static class SlowDisk implements Disk {
    @Override
    public void sync(FileChannel channel) throws IOException {
      REAL.sync(channel);
      LockSupport.parkNanos(5_000_000);
    }

    @Override
    public long freeBytes(Path path) {
      return Long.MAX_VALUE;
    }
  }

  @Test
  void f19_acknowledges_nothing_once_a_sync_has_failed() throws Exception {
    AtomicBoolean told = new AtomicBoolean();
    Disk broken =
        new Disk() {
          @Override
          public void sync(FileChannel channel) throws IOException {
            throw new IOException("Input/output error");
          }

          @Override
          public long freeBytes(Path path) {
            return Long.MAX_VALUE;
          }
        };
    try (Journal journal = Journal.open(folder, SMALL, false, broken, failure -> told.set(true))) {
      assertThrows(JournalUnavailable.class, () -> Entries.append(journal, "one"));
      assertTrue(told.get());
      assertThrows(JournalUnavailable.class, () -> Entries.append(journal, "two"));
      assertEquals(0, journal.backlogBytes());
    }
  }

  @Test
  void f15_refuses_while_the_disk_is_full_and_recovers_alone() throws Exception {
    AtomicBoolean full = new AtomicBoolean(true);
    Disk disk =
        new SlowDisk() {
          @Override
          public long freeBytes(Path path) {
            return full.get() ? 100 : Long.MAX_VALUE;
          }
        };
    JournalLimits limits = new JournalLimits(1000, 1 << 20, 1000);
    try (Journal journal = Journal.open(folder, limits, false, disk, failure -> {})) {
      JournalUnavailable refused =
          assertThrows(JournalUnavailable.class, () -> Entries.append(journal, "one"));
      String why = "only 0 MiB are left on the server's disk";
      assertTrue(String.valueOf(refused.getMessage()).contains(why), "the reason is told");
      assertTrue(String.valueOf(journal.trouble()).contains(why), "health and status tell it too");
      full.set(false);
      assertNull(journal.trouble());
      assertEquals("two", Entries.read(journal, Entries.append(journal, "two")));
    }
  }

  @Test
  void refuses_more_than_its_backlog_until_some_is_settled() throws Exception {
    try (Journal journal =
        Journal.open(folder, new JournalLimits(1000, 10, 0), false, Disk.REAL, failure -> {})) {
      Filed first = Entries.append(journal, "12345678");
      assertThrows(JournalUnavailable.class, () -> Entries.append(journal, "12345678"));
      journal.settle(first);
      Entries.append(journal, "12345678");
    }
  }

  @Test
  void replays_settled_segments_only_when_everything_is_asked_for() throws Exception {
    try (Journal journal = open()) {
      for (int i = 0; i < 10; i++) {
        journal.settle(Entries.append(journal, Entries.noise(600)));
      }
      AtomicBoolean checkpointed = new AtomicBoolean();
      journal.seal(() -> checkpointed.set(true));
      assertTrue(checkpointed.get());
    }
    try (Journal journal = open()) {
      assertTrue(journal.replayed().size() < 4, "replayed " + journal.replayed().size());
    }
    try (Journal journal = Journal.open(folder, SMALL, true, Disk.REAL, failure -> {})) {
      assertEquals(10, journal.replayed().size());
    }
  }

  @Test
  void keeps_a_segment_that_is_not_checkpointed_and_one_with_an_entry_to_keep() throws Exception {
    try (Journal journal = open()) {
      List<Filed> all = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        all.add(Entries.append(journal, Entries.noise(600)));
      }
      Instant later = Instant.now().plusSeconds(60);
      assertEquals(0, journal.prune(later, Set.of()));
      all.forEach(journal::settle);
      journal.seal(() -> {});
      Filed failed = all.getFirst();
      int deleted = journal.prune(later, Set.of(failed.entry().id()));
      assertTrue(deleted > 0);
      assertTrue(journal.find(failed.entry().id()).isPresent());
      assertFalse(journal.find(all.get(5).entry().id()).isPresent());
    }
  }

  @Test
  void survives_any_damage_to_a_segment() throws Exception {
    try (Journal journal = Journal.open(folder, JournalLimits.DEFAULT, false, Disk.REAL, failure -> {})) {
      for (int i = 0; i < 5; i++) {
        Entries.append(journal, "entry " + i);
      }
    }
    Path segment = newestSegment();
    byte[] sound = Files.readAllBytes(segment);
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      byte[] damaged = sound.clone();
      int at = random.nextInt(damaged.length);
      for (int i = at; i < Math.min(damaged.length, at + 1 + random.nextInt(40)); i++) {
        damaged[i] = (byte) random.nextInt();
      }
      Files.write(segment, damaged);
      assertTrue(SegmentScan.withoutTornTail(segment, 1).entries().size() >= 2, "round " + round);
    }
  }
}
