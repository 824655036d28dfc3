package dev.tokenly.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How long work tells how far it is: in place for a person, a line now and then for a log, nothing when it is short. */
class ProgressTest {
  private final AtomicLong nanos = new AtomicLong();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Progress progress(boolean isForPeople, long total) {
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(new byte[0]),
            OutputStream.nullOutputStream(),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new Tty(false, false, isForPeople),
            Map.of("TERM", "xterm", "LANG", "C.UTF-8"));
    return new Progress(terminal, "importing", total, done -> done + "B", nanos::get);
  }

  private void at(Progress progress, long millis, long done) {
    nanos.set(TimeUnit.MILLISECONDS.toNanos(millis));
    progress.at(done);
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void a_person_sees_one_line_that_goes_away() {
    try (Progress progress = progress(true, 1000)) {
      at(progress, 250, 100);
      assertEquals("", said());
      at(progress, 1000, 250);
      assertEquals("\r\u001b[Kimporting …  25 %  250B of 1000B  250B/s  4 s left", said());
      at(progress, 1050, 260);
      at(progress, 2000, 500);
    }
    assertTrue(said().endsWith("50 %  500B of 1000B  250B/s  3 s left\r\u001b[K"), said());
    assertEquals(3, said().split("\r", -1).length - 1, said());
  }

  @Test
  void a_log_gets_a_line_every_ten_seconds_and_no_escapes() {
    try (Progress progress = progress(false, 0)) {
      at(progress, 9_000, 90);
      at(progress, 10_000, 100);
      at(progress, 15_000, 150);
      at(progress, 20_000, 200);
    }
    assertEquals("importing …  100B  10B/s\nimporting …  200B  10B/s\n", said());
  }

  @Test
  void short_work_says_nothing() {
    try (Progress progress = progress(true, 10)) {
      at(progress, 100, 10);
    }
    assertEquals("", said());
  }
}
