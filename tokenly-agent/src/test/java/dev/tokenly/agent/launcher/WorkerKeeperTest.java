package dev.tokenly.agent.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.agent.place.AgentLog;
import dev.tokenly.model.protocol.ClientConfig;
import dev.tokenly.model.protocol.WorkerStatus;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A worker that ends as soon as it is started, with real processes and a clock that only the test moves. */
class WorkerKeeperTest {
  private final LinkedBlockingQueue<Happening> happenings = new LinkedBlockingQueue<>();
  private final Hands clock = new Hands();
  private int started;
  private final WorkerKeeper keeper =
      new WorkerKeeper(
          () -> {
            started++;
            return new ProcessBuilder("false").start();
          },
          happenings,
          new Restarts(new Random(42)),
          clock,
          new AgentLog(clock, new PrintStream(OutputStream.nullOutputStream()), null, false, AgentLog.Level.ERROR));

  private static final class Hands extends Clock {
    private Instant now = Instant.parse("2026-11-26T10:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  /** Starts the worker, sees it end, and answers how long the keeper waits; it starts none before. */
  private Duration crash() throws InterruptedException {
    keeper.tend();
    int before = started;
    if (happenings.poll(30, TimeUnit.SECONDS) instanceof Happening.WorkerExited(var process, int code)) {
      keeper.exited(process, code);
    }
    Instant again = keeper.tend();
    Duration wait = Duration.between(clock.now, again);
    clock.now = again.minusMillis(1);
    keeper.tend();
    assertEquals(before, started, "started again before its time");
    clock.now = again;
    return wait;
  }

  /** Fault 42: the loop is slow from the start, and the next heartbeat says so. */
  @Test
  void f42_a_worker_that_ends_at_once_is_told_as_crashed_and_never_started_in_a_tight_loop() throws Exception {
    keeper.want(ClientConfig.defaults(), false);
    for (int crash = 0; crash < 4; crash++) {
      Duration wait = crash();
      assertEquals(1 << crash, wait.toMillis() / 1000.0, (1 << crash) * 0.101);
      assertEquals(WorkerStatus.PENDING, keeper.workerStatus());
    }
    assertTrue(crash().toMinutes() >= 13);
    assertEquals(WorkerStatus.CRASHED, keeper.workerStatus());
    assertTrue(crash().toMinutes() >= 13);
    assertEquals(WorkerStatus.CRASHED, keeper.workerStatus());
    assertEquals(6, started);
  }
}
