package dev.tokenly.server.budgets;

import dev.tokenly.model.query.Interval;
import dev.tokenly.model.query.TimeRange;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * The time a budget's amount is for: the calendar {@code day}, {@code week} or {@code month} in its zone, or {@code
 * rolling:Nd}, the last N days.
 */
sealed interface Period {
  /** A calendar day, week or month. */
  record Calendar(Interval interval) implements Period {}

  /** The last so many days. */
  record Rolling(int days) implements Period {}

  /** Reads the API's text; throws {@link IllegalArgumentException} naming the forms there are. */
  static Period parse(String text) {
    return switch (text) {
      case "day", "week", "month" -> new Calendar(Interval.named(text));
      default -> new Rolling(rollingDays(text));
    };
  }

  private static int rollingDays(String text) {
    int days = text.matches("rolling:\\d{1,3}d") ? Integer.parseInt(text, 8, text.length() - 1, 10) : 0;
    if (days < 1 || days > 366) {
      throw new IllegalArgumentException("one of day, week, month, rolling:Nd (N from 1 to 366) is needed");
    }
    return days;
  }

  /** The period a moment lies in, its end included. */
  default TimeRange around(Instant now, ZoneId zone) {
    return switch (this) {
      case Calendar calendar -> {
        ZonedDateTime start = calendar.interval().floor(now.atZone(zone));
        yield new TimeRange(start.toInstant(), calendar.interval().next(start).toInstant());
      }
      case Rolling rolling -> {
        ZonedDateTime tomorrow = Interval.DAY.next(Interval.DAY.floor(now.atZone(zone)));
        yield new TimeRange(tomorrow.minusDays(rolling.days()).toInstant(), tomorrow.toInstant());
      }
    };
  }
}
