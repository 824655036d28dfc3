package dev.tokenly.model.query;

import dev.tokenly.model.json.Rfc3339;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Reads the ways a person names a point in time: RFC 3339, a date (its first instant in the zone), {@code now}, or a span
 * before now such as {@code 90s}, {@code 15m}, {@code 24h}, {@code 7d}, {@code 2w}.
 */
public final class Moment {
  private Moment() {}

  /** The instant named; throws {@link IllegalArgumentException} saying which forms are understood. */
  public static Instant parse(String text, Instant now, ZoneId zone) {
    if (text.equals("now")) {
      return now;
    }
    if (text.length() > 30) {
      throw unreadable(text.substring(0, 30));
    }
    try {
      if (text.length() == 10 && text.charAt(4) == '-') {
        return LocalDate.parse(text).atStartOfDay(zone).toInstant();
      }
      return text.length() < 10 ? now.minus(span(text)) : Rfc3339.parse(text);
    } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
      IllegalArgumentException unreadable = unreadable(text);
      unreadable.initCause(e);
      throw unreadable;
    }
  }

  private static Duration span(String text) {
    if (text.length() < 2) {
      throw unreadable(text);
    }
    int count = Integer.parseInt(text, 0, text.length() - 1, 10);
    if (count < 0) {
      throw unreadable(text);
    }
    return switch (text.charAt(text.length() - 1)) {
      case 's' -> Duration.ofSeconds(count);
      case 'm' -> Duration.ofMinutes(count);
      case 'h' -> Duration.ofHours(count);
      case 'd' -> Duration.ofDays(count);
      case 'w' -> Duration.ofDays(7L * count);
      default -> throw unreadable(text);
    };
  }

  private static IllegalArgumentException unreadable(String text) {
    return new IllegalArgumentException(
        "not a time: \"" + text + "\" (RFC 3339 such as 2026-11-20T10:00:00Z, a date, 7d, 24h, 15m, or now)");
  }
}
