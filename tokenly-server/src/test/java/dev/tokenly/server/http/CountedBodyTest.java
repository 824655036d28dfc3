package dev.tokenly.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CountedBodyTest {
  private final AtomicLong clock = new AtomicLong();

  /** A sender that lets us wait for every read, and gives so many bytes with it. */
  private InputStream sender(int total, Duration wait, int atOnce) {
    return new FilterInputStream(new ByteArrayInputStream(new byte[total])) {
      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        clock.addAndGet(wait.toNanos());
        return super.read(buffer, offset, Math.min(length, atOnce));
      }
    };
  }

  private CountedBody body(InputStream in) {
    return new CountedBody(in, 1_000_000, () -> Refusal.tooLarge("payload_too_large", "too large"), clock::get);
  }

  @Test
  void a_body_that_drips_is_given_up() {
    Refusal refusal =
        assertThrows(Refusal.class, () -> body(sender(5000, Duration.ofSeconds(1), 239)).readAllBytes());
    assertEquals(408, refusal.status());
    assertEquals("request_timeout", refusal.code());
  }

  @Test
  void a_slow_but_steady_body_and_a_short_pause_are_waited_for() throws IOException {
    assertEquals(4800, body(sender(4800, Duration.ofSeconds(1), 240)).readAllBytes().length);
    assertEquals(300, body(sender(300, Duration.ofSeconds(4), 300)).readAllBytes().length);
  }

  @Test
  void time_the_server_takes_is_not_the_senders() throws IOException {
    CountedBody body = body(sender(30, Duration.ZERO, 1));
    for (int at = 0; at < 30; at++) {
      assertEquals(0, body.read());
      clock.addAndGet(Duration.ofMinutes(1).toNanos());
    }
  }

  @Test
  void a_sender_that_falls_silent_is_too_slow() {
    InputStream silent =
        new FilterInputStream(InputStream.nullInputStream()) {
          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            throw new IOException(new TimeoutException("idle"));
          }
        };
    assertEquals(408, assertThrows(Refusal.class, () -> body(silent).readAllBytes()).status());
  }
}
