package dev.tokenly.server.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until it is moved. */
final class MovingClock extends Clock {
  private final Instant start;
  private final AtomicLong movedNanos = new AtomicLong();

  MovingClock(Instant now) {
    this.start = now;
  }

  void move(Duration time) {
    movedNanos.addAndGet(time.toNanos());
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
    return start.plusNanos(movedNanos.get());
  }
}
