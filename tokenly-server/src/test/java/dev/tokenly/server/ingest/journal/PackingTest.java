package dev.tokenly.server.ingest.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackingTest {
  @TempDir Path folder;

  @Test
  void keeps_a_body_in_a_fraction_of_its_size() throws Exception {
    String lines = "{\"service\":\"anthropic\",\"model\":\"claude\",\"input_tokens\":12}\n".repeat(10_000);
    try (Journal journal = Journal.open(folder, JournalLimits.DEFAULT, false, Disk.REAL, failure -> {})) {
      assertEquals(lines, Entries.read(journal, Entries.append(journal, lines)));
    }
    assertTrue(Files.size(new Segments(folder).all().lastEntry().getValue()) < lines.length() / 5);
  }

  @Test
  void reads_what_a_version_before_packing_wrote() throws Exception {
    byte[] body = "as it came\n".getBytes(StandardCharsets.UTF_8);
    byte[] description = ("{\"id\":\"6f2c1b1e-0000-4000-8000-000000000001\",\"received_at\":\"2026-11-20T10:00:00Z\","
        + "\"client_id\":\"c-1\",\"hostname\":\"web-1\",\"path\":\"/a\",\"offset\":0,\"lines\":1}")
        .getBytes(StandardCharsets.UTF_8);
    CRC32C crc = new CRC32C();
    crc.update(body);
    try (FileChannel segment = new Segments(folder).create(1)) {
      segment.write(EntryFormat.header(description, body.length));
      segment.write(ByteBuffer.wrap(body));
      segment.write(ByteBuffer.allocate(EntryFormat.TRAILER).putInt((int) crc.getValue()).flip());
    }
    try (Journal journal = Journal.open(folder, JournalLimits.DEFAULT, false, Disk.REAL, failure -> {})) {
      assertEquals("as it came\n", Entries.read(journal, journal.replayed().getFirst()));
      assertEquals(body.length, journal.replayed().getFirst().entry().bytes());
    }
  }

  @Test
  void finds_an_upload_within_the_gzipped_request_it_came_in() throws Exception {
    Random random = new Random(7);
    try (Journal journal = Journal.open(folder, JournalLimits.DEFAULT, false, Disk.REAL, failure -> {})) {
      for (int round = 0; round < 200; round++) {
        String before = Entries.noise(random.nextInt(300));
        String text = Entries.noise(random.nextInt(100_000));
        byte[] gzipped = Entries.gzip(before + text + Entries.noise(random.nextInt(300)), 1 + random.nextInt(4));
        Filed filed = Entries.append(journal, text, new Form.Gzip(before.length()), gzipped);
        assertEquals(text, Entries.read(journal, filed));
      }
    }
  }

  @Test
  void knows_after_a_restart_what_a_body_is() throws Exception {
    try (Journal journal = Journal.open(folder, JournalLimits.DEFAULT, false, Disk.REAL, failure -> {})) {
      Entries.append(journal, "packed here");
      Entries.append(journal, "as sent", new Form.Gzip(4), Entries.gzip("headas sent", 1));
    }
    try (Journal journal = Journal.open(folder, JournalLimits.DEFAULT, false, Disk.REAL, failure -> {})) {
      assertEquals("packed here", Entries.read(journal, journal.replayed().getFirst()));
      assertEquals("as sent", Entries.read(journal, journal.replayed().getLast()));
    }
  }

  @Test
  void gives_out_no_gzipped_request_that_was_changed_on_disk_as_whole() throws Exception {
    try (Journal journal = Journal.open(folder, JournalLimits.DEFAULT, false, Disk.REAL, failure -> {})) {
      String text = Entries.noise(3000);
      changedAnywhereIsDamage(Entries.append(journal, text, new Form.Gzip(2), Entries.gzip("ab" + text + "c", 2)));
    }
  }

  @Test
  void gives_out_nothing_that_was_changed_on_disk_as_whole() throws Exception {
    try (Journal journal = Journal.open(folder, JournalLimits.DEFAULT, false, Disk.REAL, failure -> {})) {
      changedAnywhereIsDamage(Entries.append(journal, Entries.noise(3000)));
    }
  }

  private void changedAnywhereIsDamage(Filed filed) throws IOException {
    Path segment = new Segments(folder).all().lastEntry().getValue();
    byte[] sound = Files.readAllBytes(segment);
    for (long at = filed.body().offset(); at < filed.body().end(); at += 37) {
      byte[] changed = sound.clone();
      changed[(int) at] ^= 4;
      Files.write(segment, changed);
      assertThrows(DamagedEntry.class, () -> Unpacked.of(new EntryBody(segment, filed), filed).readAllBytes());
    }
  }
}
