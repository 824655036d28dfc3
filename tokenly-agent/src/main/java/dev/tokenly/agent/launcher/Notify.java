package dev.tokenly.agent.launcher;

import dev.tokenly.agent.place.AgentLog;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells systemd how it goes: ready, a status line, a sign of life from the thread that does the work. By {@code
 * systemd-notify} as a child, since Java has no datagram sockets in the file system; silent when nobody listens.
 */
final class Notify {
  private final boolean listening;
  private final @Nullable Duration watchdog;
  private final Clock clock;
  private final AgentLog log;
  private Instant nextSign = Instant.MIN;
  private boolean ready;

  Notify(Map<String, String> environment, Clock clock, AgentLog log) {
    this.listening = !environment.getOrDefault("NOTIFY_SOCKET", "").isEmpty();
    this.watchdog = half(environment.getOrDefault("WATCHDOG_USEC", ""));
    this.clock = clock;
    this.log = log;
  }

  private static @Nullable Duration half(String microseconds) {
    try {
      return microseconds.isEmpty() ? null : Duration.ofNanos(Long.parseLong(microseconds) * 500);
    } catch (NumberFormatException _) {
      return null;
    }
  }

  /** After the first heartbeat was tried: the service is up, whatever the answer was. */
  void ready() {
    if (!ready) {
      ready = true;
      send("--ready");
    }
  }

  void status(String text) {
    send("--status=" + text);
  }

  void stopping() {
    send("STOPPING=1");
  }

  /** From the work loop: a sign of life when half of the watchdog's time is over. Answers when the next is due. */
  Instant sign() {
    if (!listening || watchdog == null) {
      return Instant.MAX;
    }
    Instant now = clock.instant();
    if (!now.isBefore(nextSign)) {
      nextSign = now.plus(watchdog);
      send("WATCHDOG=1");
    }
    return nextSign;
  }

  private void send(String what) {
    if (!listening) {
      return;
    }
    try {
      List<String> command = List.of("systemd-notify", what);
      new ProcessBuilder(command)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      log.debug("service", "systemd could not be told", "why", e.getMessage());
    }
  }
}
