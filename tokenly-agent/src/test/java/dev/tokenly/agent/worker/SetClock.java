package dev.tokenly.agent.worker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that runs, and that somebody sets. */
final class SetClock extends Clock {
  private Duration off = Duration.ZERO;

  /** From now on it differs from the real time by this. */
  void set(Duration difference) {
    off = difference;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(off);
  }
}
