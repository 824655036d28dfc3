package dev.tokenly.cli.command;

import dev.tokenly.api.UsageScope;
import dev.tokenly.model.json.Rfc3339;
import dev.tokenly.model.query.Interval;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** The equally long time before a trend's, bucket for bucket. */
final class Earlier {
  private Earlier() {}

  static UsageScope than(UsageScope scope, int buckets, String interval, Context context) {
    ZoneId zone = ZoneId.of(scope.zone() == null ? "UTC" : scope.zone());
    Interval width = Interval.named(interval);
    ZonedDateTime end = width.floor(start(scope, buckets, width, zone, context));
    ZonedDateTime from = end;
    for (int bucket = 0; bucket < buckets; bucket++) {
      from = width.floor(from.minusNanos(1));
    }
    return new UsageScope(from.toInstant().toString(), end.toInstant().toString(), scope.zone(), scope.filters());
  }

  private static ZonedDateTime start(UsageScope scope, int buckets, Interval width, ZoneId zone, Context context) {
    String told = scope.start();
    if (told != null && told.length() >= 20) {
      return Rfc3339.parse(told).atZone(zone);
    }
    if (told != null && told.length() == 10) {
      return LocalDate.parse(told).atStartOfDay(zone);
    }
    Instant now = context.clock().instant();
    ZonedDateTime bucket = width.floor(now.atZone(zone));
    for (int back = 1; back < buckets; back++) {
      bucket = width.floor(bucket.minusNanos(1));
    }
    return bucket;
  }
}
