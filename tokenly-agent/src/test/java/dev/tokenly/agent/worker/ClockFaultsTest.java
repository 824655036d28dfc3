package dev.tokenly.agent.worker;

import static dev.tokenly.agent.worker.Workshop.lines;
import static dev.tokenly.agent.worker.Workshop.numbers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fault 36 of the list in {@code specs/01-agent.md}: a clock that jumps loses no line and makes no wait negative. */
class ClockFaultsTest {
  @TempDir Path folder;

  @Test
  void f36_lines_arrive_whatever_the_clock_says() throws Exception {
    SetClock clock = new SetClock();
    try (Workshop shop = new Workshop(folder, clock, Map.of())) {
      int written = 0;
      for (Duration off : List.of(Duration.ZERO, Duration.ofDays(3650), Duration.ofDays(-1), Duration.ofHours(1),
          Duration.ofHours(-1), Duration.ofSeconds(1))) {
        clock.set(off);
        shop.write("a.jsonl", lines(written, written + 3));
        shop.write("new-" + written + ".jsonl", lines(written + 3, written + 5));
        written += 5;
        shop.scan();
        assertEquals(numbers(0, written), shop.arrived(), off::toString);
        assertFalse(shop.untilNextScan().isNegative());
      }
      shop.crash();
      shop.scan();
      assertEquals(numbers(0, written), shop.arrived());
    }
  }

  @Test
  void a_gap_is_told_for_a_week_by_the_clock_it_was_noticed_by() throws Exception {
    SetClock clock = new SetClock();
    try (Workshop shop = new Workshop(folder, clock, Map.of())) {
      Path file = shop.write("a.jsonl", lines(0, 20) + "{\"timestamp\":");
      shop.scan();
      clock.set(Duration.ofDays(1000));
      Files.writeString(file, lines(20, 22), StandardOpenOption.TRUNCATE_EXISTING);
      shop.scan();
      clock.set(Duration.ofDays(1006));
      assertEquals("may be missing: truncated before read: up to 13 bytes of " + file,
          shop.parts().gaps().lately(shop.parts().names()));
      clock.set(Duration.ofDays(1008));
      assertNull(shop.parts().gaps().lately(shop.parts().names()));
    }
  }
}
