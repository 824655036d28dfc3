package dev.tokenly.server.ingest.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CrowdTest {
  private final Crowd crowd = new Crowd();

  private void enter(int many) {
    for (int at = 0; at < many; at++) {
      crowd.enter();
    }
  }

  private static long millis(Runnable work) {
    long started = System.nanoTime();
    work.run();
    return (System.nanoTime() - started) / 1_000_000;
  }

  @Test
  void a_few_uploads_delay_nothing() {
    enter(3);
    assertTrue(millis(crowd::letPass) < 250);
  }

  @Test
  void a_crowd_goes_first_once_and_one_that_never_ends_delays_nothing_any_more() {
    enter(4);
    assertTrue(millis(crowd::letPass) >= 900);
    enter(100);
    assertTrue(millis(crowd::letPass) < 250);
  }

  @Test
  void a_crowd_that_comes_and_goes_delays_once() {
    enter(4);
    crowd.letPass();
    crowd.leave();
    enter(1);
    assertTrue(millis(crowd::letPass) < 250);
  }

  @Test
  void crowds_that_are_soon_over_all_go_first() {
    enter(4);
    crowd.leave();
    enter(1);
    assertTrue(millis(crowd::letPass) >= 800, "the first took next to nothing of their second");
  }

  @Test
  void whoever_waits_goes_on_as_soon_as_the_crowd_is_over() throws InterruptedException {
    enter(4);
    Thread waiting = Thread.ofPlatform().start(crowd::letPass);
    crowd.leave();
    waiting.join();
    assertEquals(Thread.State.TERMINATED, waiting.getState());
  }
}
