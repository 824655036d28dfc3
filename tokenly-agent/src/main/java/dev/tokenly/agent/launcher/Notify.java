package dev.tokenly.agent.launcher;

import dev.tokenly.agent.place.AgentLog;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells systemd how it goes: ready, a status line, a sign of life from the thread that does the work. Silent when nobody
 * listens.
 */
final class Notify {
  private final @Nullable NotifySocket socket;
  private final @Nullable Duration watchdog;
  private final Clock clock;
  private final AgentLog log;
  private Instant nextSign = Instant.MIN;
  private boolean ready;

  Notify(Map<String, String> environment, Clock clock, AgentLog log) {
    this.socket = open(environment.getOrDefault("NOTIFY_SOCKET", ""), log);
    this.watchdog = half(environment.getOrDefault("WATCHDOG_USEC", ""));
    this.clock = clock;
    this.log = log;
  }

  private static @Nullable NotifySocket open(String name, AgentLog log) {
    try {
      return name.isEmpty() ? null : NotifySocket.open(name);
    } catch (IOException e) {
      log.warn("service", "systemd cannot be told how it goes", "why", e.getMessage());
      return null;
    }
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
      send("READY=1");
    }
  }

  void status(String text) {
    send("STATUS=" + text.replace('\n', ' '));
  }

  void stopping() {
    send("STOPPING=1");
  }

  /** From the work loop: a sign of life when half of the watchdog's time is over. Answers when the next is due. */
  Instant sign() {
    if (socket == null || watchdog == null) {
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
    if (socket == null) {
      return;
    }
    try {
      socket.send(what);
    } catch (IOException e) {
      log.debug("service", "systemd could not be told", "why", e.getMessage());
    }
  }
}
