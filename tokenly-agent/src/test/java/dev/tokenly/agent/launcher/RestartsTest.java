package dev.tokenly.agent.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Fault 42 of the list in {@code specs/01-agent.md}: a worker that ends at once is never started in a tight loop. */
class RestartsTest {
  private final Restarts restarts = new Restarts(new Random(42));
  private Instant now = Instant.parse("2026-11-20T10:00:00Z");

  private Duration crash() {
    Duration wait = restarts.afterCrash(now);
    now = now.plus(wait);
    return wait;
  }

  @Test
  void f42_waits_double_from_one_second_with_a_tenth_of_jitter_until_it_is_a_loop() {
    List<Double> waits = new ArrayList<>();
    for (int crash = 0; crash < 4; crash++) {
      waits.add(crash().toMillis() / 1000.0);
      assertFalse(restarts.isLooping());
    }
    for (int crash = 0; crash < 4; crash++) {
      assertEquals(1 << crash, waits.get(crash), (1 << crash) * 0.101);
    }
    assertEquals(900.0, (double) crash().toSeconds(), 91.0);
    assertTrue(restarts.isLooping());
    assertEquals(900.0, (double) crash().toSeconds(), 91.0);
  }

  @Test
  void seldom_crashes_are_no_loop_and_wait_five_minutes_at_most() {
    for (int crash = 0; crash < 20; crash++) {
      Duration wait = crash();
      assertTrue(wait.toSeconds() <= 330, wait::toString);
      now = now.plus(Duration.ofMinutes(6));
      assertFalse(restarts.isLooping());
    }
  }

  @Test
  void a_worker_that_was_well_for_a_while_starts_anew() {
    crash();
    crash();
    restarts.forget();
    assertEquals(1.0, crash().toMillis() / 1000.0, 0.11);
  }
}
