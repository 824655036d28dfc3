package dev.tokenly.server.http;

import java.time.Duration;

/** What one peer may use up; the defaults are those of {@code security.md} C4. */
public record Limits(
    int maxConnections, int maxConnectionsPerAddress, Duration idle, Duration header, Duration drain) {
  /** 1,024 connections, 64 from one address (loopback apart), 30 s idle, 10 s for a header, 10 s to drain at the stop. */
  public static final Limits DEFAULT =
      new Limits(1024, 64, Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(10));

  /** Largest request header, in bytes. */
  static final int MAX_HEADER_BYTES = 16 * 1024;

  /** Slowest body, in bytes a second of waiting for it; looked at after {@link #BODY_GRACE}. */
  static final int MIN_BODY_RATE = 240;

  /** For how long a body may come as slowly as it likes. */
  static final Duration BODY_GRACE = Duration.ofSeconds(10);

  /** Longest path with its query, in characters. */
  static final int MAX_URI_LENGTH = 8 * 1024;
}
