package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.model.query.Interval;
import dev.tokenly.model.query.UsageQuestion;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** The buckets a range falls into, by their starts; the first may begin before the range does. */
record Buckets(List<Instant> starts) {

  static Buckets of(UsageQuestion question, Interval interval) {
    return between(question.range().start(), question.range().end(), question.zone(), interval);
  }

  static Buckets between(Instant first, Instant end, ZoneId zone, Interval interval) {
    List<Instant> starts = new ArrayList<>();
    ZonedDateTime at = interval.floor(first.atZone(zone));
    while (at.toInstant().isBefore(end)) {
      starts.add(at.toInstant());
      at = interval.next(at);
    }
    return new Buckets(starts);
  }

  /** The widest rollup whose rows begin where buckets do, so that none lies in two. */
  Grain widest() {
    for (Grain grain : new Grain[] {Grain.DAY, Grain.HOUR, Grain.QUARTER}) {
      if (starts.stream().allMatch(start -> grain.divides(Instants.micros(start)))) {
        return grain;
      }
    }
    return Grain.RECORD;
  }

  /** The start of the bucket that has a time in it, which is not before the first. */
  Instant startOf(Instant time) {
    int at = Collections.binarySearch(starts, time);
    return starts.get(at < 0 ? -at - 2 : at);
  }

  /** A table {@code b} with a column {@code start}. */
  String table() {
    return starts.stream().map(Instants::literal)
        .collect(Collectors.joining(", ", "(SELECT unnest([", "]) AS start) b"));
  }
}
