package dev.tokenly.server.ingest.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/** Uploads for tests. */
final class Entries {
  static final Entry.Sender SENDER = new Entry.Sender("c-1", "web-1");

  private Entries() {}

  static Filed append(Journal journal, String text) throws InterruptedException {
    return append(journal, text, Content.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** An upload whose body came in that form. */
  static Filed append(Journal journal, String text, Form form, byte[] body) throws InterruptedException {
    return append(journal, text, new Content.InMemory(form, List.of(body)));
  }

  /** The text gzipped, as so many members one after the other. */
  static byte[] gzip(String text, int members) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    for (int member = 0; member < members; member++) {
      try (OutputStream gzip = new GZIPOutputStream(packed)) {
        gzip.write(text.substring(text.length() * member / members, text.length() * (member + 1) / members)
            .getBytes(StandardCharsets.UTF_8));
      }
    }
    return packed.toByteArray();
  }

  private static Filed append(Journal journal, String text, Content content) throws InterruptedException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Entry entry =
        new Entry(
            UUID.randomUUID(),
            Instant.parse("2026-11-20T10:00:00Z"),
            SENDER,
            new Entry.Source("/var/log/a.jsonl", 17, "native"),
            bytes.length,
            1);
    return journal.append(entry, content);
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
