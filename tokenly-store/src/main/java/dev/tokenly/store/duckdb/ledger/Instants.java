package dev.tokenly.store.duckdb.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Instants as the database keeps them: microseconds since 1970, UTC. */
final class Instants {
  /** A quarter of an hour in microseconds: the finest grain of the rollups. */
  static final long QUARTER = 900_000_000L;
  static final long HOUR = 4 * QUARTER;
  static final long DAY = 24 * HOUR;

  private Instants() {}

  static long micros(Instant instant) {
    return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
  }

  static Instant of(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** A timestamp literal, which unlike a parameter lets the engine skip row groups. */
  static String literal(long micros) {
    return "make_timestamp(" + micros + ")";
  }

  static String literal(Instant instant) {
    return literal(micros(instant));
  }
}
