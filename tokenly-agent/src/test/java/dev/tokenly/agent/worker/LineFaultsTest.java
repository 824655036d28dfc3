package dev.tokenly.agent.worker;

import static dev.tokenly.agent.worker.Workshop.line;
import static dev.tokenly.agent.worker.Workshop.lines;
import static dev.tokenly.agent.worker.Workshop.numbers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tokenly.agent.worker.keep.Cursor;
import dev.tokenly.agent.worker.keep.LineCounts;
import dev.tokenly.agent.worker.read.FileFacts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lines can be like: faults 31 to 34 of the list in {@code specs/01-agent.md}. */
class LineFaultsTest {
  private static final int MANY = 60_000;

  @TempDir Path folder;

  private static LineCounts counts(Workshop shop, Path file) throws IOException {
    Cursor cursor = shop.parts().collector().cursor(FileFacts.of(file).id());
    return Objects.requireNonNull(cursor).counts();
  }

  /** Fault 31. */
  @Test
  void f31_a_line_written_in_two_goes_counts_once_and_whole() throws Exception {
    try (Workshop shop = new Workshop(folder)) {
      shop.write("a.jsonl", line(0) + line(1).substring(0, 50));
      shop.scan();
      assertEquals(numbers(0, 1), shop.arrived());
      shop.write("a.jsonl", line(1).substring(50));
      shop.scan();
      assertEquals(numbers(0, 2), shop.arrived());
    }
  }

  /** Fault 32. A cut line is held while somebody may end it; later it is taken if it is a record, and counted if not. */
  @Test
  void f32_a_last_line_that_is_never_ended_is_held_and_then_judged() throws Exception {
    try (Workshop shop = new Workshop(folder)) {
      Path whole = shop.write("a.jsonl", line(0) + line(1).strip());
      Path half = shop.write("b.jsonl", line(2) + line(3).substring(0, 50));
      shop.scan();
      assertEquals(List.of(0, 2), shop.arrived());
      FileTime old = FileTime.from(Instant.now().minus(Duration.ofHours(30)));
      Files.setLastModifiedTime(whole, old);
      Files.setLastModifiedTime(half, old);
      shop.scan();
      assertEquals(List.of(0, 1, 2), shop.arrived());
      assertEquals(1, counts(shop, half).bad());
    }
  }

  /** Fault 33. */
  @Test
  void f33_odd_lines_are_counted_or_read_and_the_file_goes_on() throws Exception {
    try (Workshop shop = new Workshop(folder)) {
      Path file = shop.write("a.jsonl", "\ufeff" + line(0) + line(1).replace("\n", "\r\n") + "\0\0\0\n\n");
      Files.write(file, new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '\n'}, StandardOpenOption.APPEND);
      try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
        byte[] part = "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        for (int megabyte = 0; megabyte < 100; megabyte++) {
          out.write(part);
        }
      }
      shop.write("a.jsonl", "\n" + lines(2, MANY));
      shop.scan();
      assertEquals(numbers(0, MANY), shop.arrived());
      assertEquals(3, counts(shop, file).bad());
    }
  }

  /** Fault 34. The mark is what a worker leaves behind that dies while it reads. */
  @Test
  void f34_a_line_that_killed_the_worker_three_times_is_passed_over_and_counted() throws Exception {
    try (Workshop shop = new Workshop(folder)) {
      Path file = shop.write("a.jsonl", lines(0, 10));
      long poison = (long) line(0).length() * 4;
      String id = FileFacts.of(file).id();
      shop.parts().suspects().begin(id, 0, 8 << 20);
      shop.crash();
      shop.parts().suspects().begin(id, poison, poison + 1);
      shop.crash();
      shop.parts().suspects().begin(id, poison, poison + 1);
      shop.crash();
      shop.scan();
      assertFalse(shop.arrived().contains(4), shop::said);
      assertEquals(9, shop.arrived().size());
      assertEquals(new LineCounts(10, 9, 1), counts(shop, file));
      shop.write("a.jsonl", lines(10, 12));
      shop.scan();
      assertEquals(11, shop.arrived().size());
    }
  }
}
