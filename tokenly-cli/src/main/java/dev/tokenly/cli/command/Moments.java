package dev.tokenly.cli.command;

import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.model.json.Rfc3339;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;

/** Moments as people write them: {@code 7d}, {@code today}, {@code 2026-11-01}, RFC 3339. */
final class Moments {
  private Moments() {}

  /** The moment a text names; throws a usage complaint when it names none. */
  static Instant parse(String told, ZoneId zone, Clock clock) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
    return switch (told) {
      case "now" -> clock.instant();
      case "today" -> start(today, zone);
      case "yesterday" -> start(today.minusDays(1), zone);
      case "this-week" -> start(today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)), zone);
      case "this-month" -> start(today.withDayOfMonth(1), zone);
      case "this-year" -> start(today.withDayOfYear(1), zone);
      default -> other(told, zone, clock);
    };
  }

  private static Instant other(String told, ZoneId zone, Clock clock) {
    try {
      String text = told.startsWith("-") ? told.substring(1) : told;
      if (text.length() == 10 && text.charAt(4) == '-') {
        return start(LocalDate.parse(text), zone);
      }
      if (text.length() > 10) {
        return Rfc3339.parse(text);
      }
      long number = Long.parseLong(text.substring(0, text.length() - 1));
      return clock.instant().minus(unit(text.charAt(text.length() - 1)).multipliedBy(number));
    } catch (DateTimeException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw Complaint.usage("not a time: " + told, "7d, 24h, 2026-11-01, today … (tokenly help times)").raised(e);
    }
  }

  private static Duration unit(char unit) {
    return switch (unit) {
      case 'm' -> Duration.ofMinutes(1);
      case 'h' -> Duration.ofHours(1);
      case 'd' -> Duration.ofDays(1);
      case 'w' -> Duration.ofDays(7);
      default -> throw new IllegalArgumentException("no such unit: " + unit);
    };
  }

  private static Instant start(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant();
  }
}
