package dev.tokenly.server.analytics;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Instants in RFC 3339 with the offset of the question's zone, so that a day's bucket shows its own date. */
final class Times {
  private Times() {}

  static String local(Instant instant, ZoneId zone) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atZone(zone));
  }
}
