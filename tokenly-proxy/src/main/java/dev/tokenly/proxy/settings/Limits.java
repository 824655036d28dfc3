package dev.tokenly.proxy.settings;

import java.time.Duration;

/** What a call may cost the proxy itself, in bytes and in time. */
public record Limits(Sizes sizes, Times times) {
  public static final Limits DEFAULT =
      new Limits(
          new Sizes(64 << 10, 24 << 20, 24 << 20),
          new Times(
              Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(10), Duration.ofMinutes(10),
              Duration.ofSeconds(60)));

  /** Bytes of a head, of a body, and of request bodies held at once over all calls. */
  public record Sizes(int header, int body, int buffered) {
    public Sizes {
      if (header < 1024 || body < 1024 || buffered < body) {
        throw new IllegalArgumentException(
            "limits: headers and bodies need at least 1 KiB, buffered_mb at least max_body_mb");
      }
    }
  }

  /**
   * How long a call's head and its body may take to come, how long to wait for a connection and for the next byte of an
   * upstream, and how long a stop waits for streams.
   */
  public record Times(Duration head, Duration body, Duration connect, Duration idle, Duration drain) {}

  public Limits withDrain(Duration wait) {
    return new Limits(sizes, new Times(times.head, times.body, times.connect, times.idle, wait));
  }
}
