package dev.tokenly.server.analytics;

import dev.tokenly.model.query.Interval;
import dev.tokenly.model.query.Metric;
import dev.tokenly.model.query.TimeRange;
import dev.tokenly.model.query.TrendPoint;
import dev.tokenly.model.query.TrendQuery;
import dev.tokenly.model.query.UsageQuestion;
import dev.tokenly.store.usage.UsageReader;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * Day by day, what was asked about and the weeks before the range's end that tell what is usual. When the range begins with
 * a day, one question answers both.
 */
record DailyHistory(List<TrendPoint> asked, List<TrendPoint> weeks) {
  private static final int WEEKS = 8;

  static DailyHistory of(UsageReader ask, UsageQuestion question) {
    TimeRange range = question.range();
    Instant from = Interval.DAY.floor(range.end().atZone(question.zone())).minusWeeks(WEEKS).toInstant();
    ZonedDateTime start = range.start().atZone(question.zone());
    boolean beginsWithDay = Interval.DAY.floor(start).toInstant().equals(range.start());
    if (!beginsWithDay) {
      return new DailyHistory(days(ask, question, range), days(ask, question, new TimeRange(from, range.end())));
    }
    Instant first = range.start().isBefore(from) ? range.start() : from;
    List<TrendPoint> all = days(ask, question, new TimeRange(first, range.end()));
    return new DailyHistory(since(range.start(), all), since(from, all));
  }

  private static List<TrendPoint> days(UsageReader ask, UsageQuestion question, TimeRange range) {
    UsageQuestion that = new UsageQuestion(range, question.zone(), question.filter());
    return ask.trend(new TrendQuery(that, Interval.DAY, Metric.COST, null)).getFirst().points();
  }

  private static List<TrendPoint> since(Instant from, List<TrendPoint> days) {
    return days.stream().filter(day -> !day.timestamp().isBefore(from)).toList();
  }
}
