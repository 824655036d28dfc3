package dev.tokenly.server.ingest.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.server.ingest.journal.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  private static final Cap CAP = new Cap(new UploadLimits(50, 0), -1);

  @TempDir Path folder;

  private long files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }

  @Test
  void uploads_share_one_memory_and_what_finds_no_room_goes_to_a_file() throws Exception {
    SpoolMemory memory = new SpoolMemory(300_000);
    byte[] body = new byte[200_000];
    new Random(3).nextBytes(body);
    try (Spool first = new Spool(folder, CAP, memory);
        Spool second = new Spool(folder, CAP, memory)) {
      first.write(body);
      second.write(body);
      assertTrue(first.received().content() instanceof Content.InMemory);
      Spool.Received spilled = second.received();
      assertTrue(spilled.content() instanceof Content.InFile(Path file) && Files.mismatch(file, same(body)) == -1);
      assertEquals(200_000, spilled.bytes());
    }
    assertEquals(1, files(), "only the file to compare with is left");
    assertTrue(memory.take(300_000), "what a closed spool held is free again");
  }

  private Path same(byte[] body) throws IOException {
    return Files.write(folder.resolve("same"), body);
  }

  @Test
  void counts_lines_that_hold_something_wherever_the_bytes_are_cut() throws IOException {
    Random random = new Random(11);
    for (int round = 0; round < 2_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int at = random.nextInt(30); at > 0; at--) {
        text.append("ab\r\n\n".charAt(random.nextInt(5)));
      }
      long expected = Stream.of(text.toString().split("\n")).filter(line -> !line.replace("\r", "").isEmpty()).count();
      byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
      try (Spool spool = new Spool(folder, CAP, new SpoolMemory(1 << 20))) {
        for (int at = 0, length; at < bytes.length; at += length) {
          length = 1 + random.nextInt(bytes.length - at);
          spool.write(bytes, at, length);
        }
        assertEquals(expected, spool.received().lines(), () -> text.toString().replace("\n", "|"));
      }
    }
  }
}
