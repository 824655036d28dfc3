package dev.tokenly.server.ingest.upload;

import dev.tokenly.server.http.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Files an hour for each client, with an hour's worth at once. A segment of a followed file is a hundredth of a file: what
 * a machine writes all day long must come through at once, whole files are what floods.
 */
final class RateLimit {
  private static final double SEGMENT = 0.01;
  private static final double SECONDS_AN_HOUR = 3600;

  private final Map<String, Allowance> allowances = new ConcurrentHashMap<>();
  private final InstantSource clock;

  RateLimit(InstantSource clock) {
    this.clock = clock;
  }

  /** Counts an upload or refuses it with 429 and the seconds until there is room; 0 files an hour is no limit. */
  void count(String clientId, boolean segment, int filesPerHour) {
    if (filesPerHour == 0) {
      return;
    }
    Instant now = clock.instant();
    Allowance allowance = allowances.computeIfAbsent(clientId, _ -> new Allowance(filesPerHour, now));
    long wait = allowance.take(segment ? SEGMENT : 1, filesPerHour, now);
    if (wait > 0) {
      throw Refusal.tooMany("rate_limited", "more than " + filesPerHour + " files an hour", wait);
    }
  }

  /** What a client may still send; grows with time. */
  private static final class Allowance {
    private double files;
    private Instant at;

    Allowance(double files, Instant at) {
      this.files = files;
      this.at = at;
    }

    /** Takes from the allowance and answers 0, or takes nothing and answers the seconds to wait. */
    synchronized long take(double cost, int filesPerHour, Instant now) {
      double perSecond = filesPerHour / SECONDS_AN_HOUR;
      double seconds = Math.max(0, Duration.between(at, now).toMillis() / 1000.0);
      files = Math.min(filesPerHour, files + seconds * perSecond);
      at = now;
      if (files < cost) {
        return Math.max(1, (long) Math.ceil((cost - files) / perSecond));
      }
      files -= cost;
      return 0;
    }
  }
}
