package dev.tokenly.agent.worker;

import static dev.tokenly.agent.worker.Workshop.lines;
import static dev.tokenly.agent.worker.Workshop.numbers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fault 36 of the list in {@code specs/01-agent.md}: a clock that jumps loses no line and makes no wait negative. */
class ClockFaultsTest {
  @TempDir Path folder;

  /** A clock somebody sets. */
  private static final class SetClock extends Clock {
    private Duration off = Duration.ZERO;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(off);
    }
  }

  @Test
  void f36_lines_arrive_whatever_the_clock_says() throws Exception {
    SetClock clock = new SetClock();
    try (Workshop shop = new Workshop(folder, clock, Map.of())) {
      int written = 0;
      for (Duration off : List.of(Duration.ZERO, Duration.ofDays(3650), Duration.ofDays(-1), Duration.ofHours(1),
          Duration.ofHours(-1), Duration.ofSeconds(1))) {
        clock.off = off;
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
}
