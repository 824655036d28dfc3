package dev.tokenly.server.ingest.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;

/** Uploads for tests. */
final class Entries {
  static final Entry.Sender SENDER = new Entry.Sender("c-1", "web-1");

  private Entries() {}

  static Filed append(Journal journal, String text) throws InterruptedException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Entry entry =
        new Entry(
            UUID.randomUUID(),
            Instant.parse("2026-11-20T10:00:00Z"),
            SENDER,
            new Entry.Source("/var/log/a.jsonl", 17, "native"),
            bytes.length,
            1);
    return journal.append(entry, Content.of(bytes));
  }

  /** Text that packing does not make much shorter. */
  static String noise(int length) {
    return new Random(length).ints(length, ' ', '~').collect(StringBuilder::new, StringBuilder::appendCodePoint,
        StringBuilder::append).toString();
  }

  static String read(Journal journal, Filed filed) throws IOException {
    try (InputStream body = journal.open(filed)) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
