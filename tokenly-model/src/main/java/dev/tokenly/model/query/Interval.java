package dev.tokenly.model.query;

import java.time.DayOfWeek;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** The width of a trend's buckets; days, weeks (from Monday) and months begin in the question's time zone. */
public enum Interval {
  HOUR,
  DAY,
  WEEK,
  MONTH;

  /** Its name in JSON and query parameters. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The interval of that name; throws {@link IllegalArgumentException} listing the names there are. */
  public static Interval named(String name) {
    for (Interval interval : values()) {
      if (interval.wireName().equals(name)) {
        return interval;
      }
    }
    throw new IllegalArgumentException("no such interval; one of " + Names.of(values(), Interval::wireName));
  }

  /** The start of the bucket a moment lies in. */
  public ZonedDateTime floor(ZonedDateTime moment) {
    return switch (this) {
      case HOUR -> moment.truncatedTo(ChronoUnit.HOURS);
      case DAY -> moment.toLocalDate().atStartOfDay(moment.getZone());
      case WEEK ->
          moment
              .toLocalDate()
              .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
              .atStartOfDay(moment.getZone());
      case MONTH -> moment.toLocalDate().withDayOfMonth(1).atStartOfDay(moment.getZone());
    };
  }

  /** The start of the bucket after the one that starts at {@code bucket}. */
  public ZonedDateTime next(ZonedDateTime bucket) {
    return switch (this) {
      case HOUR -> bucket.plusHours(1);
      case DAY -> bucket.toLocalDate().plusDays(1).atStartOfDay(bucket.getZone());
      case WEEK -> bucket.toLocalDate().plusWeeks(1).atStartOfDay(bucket.getZone());
      case MONTH -> bucket.toLocalDate().plusMonths(1).atStartOfDay(bucket.getZone());
    };
  }
}
