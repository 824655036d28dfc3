package dev.tokenly.api;

import java.time.Duration;

/** How long to wait for a connection and for each part of an answer. */
public record Timeouts(Duration connect, Duration read) {
  /** 3 s to connect, 10 s for an answer. */
  public static final Timeouts DEFAULT = new Timeouts(Duration.ofSeconds(3), Duration.ofSeconds(10));

  /** That long for an answer, and no longer to connect. */
  public Timeouts within(Duration wait) {
    return new Timeouts(connect.compareTo(wait) < 0 ? connect : wait, wait);
  }

  /** The same wait to connect, another one for the answer. */
  public Timeouts reading(Duration wait) {
    return new Timeouts(connect, wait);
  }
}
