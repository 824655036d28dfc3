package dev.tokenly.proxy.settings;

import java.time.Duration;

/**
 * What a call may cost the proxy itself: header and body sizes in bytes, the bytes of request bodies held at once over all
 * calls, how long the head of a call may take to come, how long to wait for a connection and for the next byte of an
 * upstream, and how long a stop waits for streams.
 */
public record Limits(Sizes sizes, Duration head, Duration connect, Duration idle, Duration drain) {
  public static final Limits DEFAULT =
      new Limits(
          new Sizes(64 << 10, 24 << 20, 24 << 20), Duration.ofSeconds(10), Duration.ofSeconds(10),
          Duration.ofMinutes(10), Duration.ofSeconds(60));

  /** Sizes in bytes. */
  public record Sizes(int header, int body, int buffered) {
    public Sizes {
      if (header < 1024 || body < 1024 || buffered < body) {
        throw new IllegalArgumentException(
            "limits: headers and bodies need at least 1 KiB, buffered_mb at least max_body_mb");
      }
    }
  }

  public Limits withDrain(Duration wait) {
    return new Limits(sizes, head, connect, idle, wait);
  }
}
