package dev.tokenly.agent.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More files than a scan keeps in mind: which of them are forgotten must cost nothing. */
class ManyFilesTest {
  private static final int FILES = 1500;

  @TempDir Path folder;

  @Test
  void growth_is_found_in_the_oldest_and_in_the_newest_of_many_files_and_nothing_is_sent_twice() throws Exception {
    try (Workshop work = new Workshop(folder, Clock.systemUTC(), Map.of("max_files_per_scan", 10_000L))) {
      Instant first = Instant.now().minusSeconds(2 * FILES);
      for (int number = 0; number < FILES; number++) {
        Path file = work.write("f" + number + ".jsonl", Workshop.line(number));
        Files.setLastModifiedTime(file, FileTime.from(first.plusSeconds(number)));
      }
      work.scan();
      assertEquals(Workshop.numbers(0, FILES), work.arrived());

      work.scan();
      work.crash();
      work.scan();
      assertEquals(FILES, work.arrivedLines());
      String last = work.said().lines().filter(line -> line.contains("scan done")).reduce("", (_, line) -> line);
      assertTrue(last.contains("files=" + FILES) && last.contains("changed=0"), last);

      work.write("f0.jsonl", Workshop.line(FILES));
      work.write("f" + (FILES - 1) + ".jsonl", Workshop.line(FILES + 1));
      work.scan();
      assertEquals(Workshop.numbers(0, FILES + 2), work.arrived());
    }
  }
}
