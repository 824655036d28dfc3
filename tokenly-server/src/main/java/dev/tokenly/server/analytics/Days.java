package dev.tokenly.server.analytics;

import dev.tokenly.model.query.Interval;
import dev.tokenly.model.query.Metric;
import dev.tokenly.model.query.TimeRange;
import dev.tokenly.model.query.TrendPoint;
import dev.tokenly.model.query.TrendQuery;
import dev.tokenly.model.query.UsageQuestion;
import dev.tokenly.store.usage.UsageReader;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Whole days of usage, from the first with a call to the last that is over, in dollars, tokens and calls. A day still
 * running would look like a fall and is left out.
 */
final class Days {
  private final List<LocalDate> dates;
  private final double[] cost;
  private final double[] tokens;
  private final double[] requests;

  private Days(List<LocalDate> dates, double[] cost, double[] tokens, double[] requests) {
    this.dates = dates;
    this.cost = cost;
    this.tokens = tokens;
    this.requests = requests;
  }

  static Days of(UsageReader ask, UsageQuestion question) {
    ZonedDateTime end = Interval.DAY.floor(question.range().end().atZone(question.zone()));
    ZonedDateTime start = Interval.DAY.floor(question.range().start().atZone(question.zone()));
    if (!start.isBefore(end)) {
      return new Days(List.of(), new double[0], new double[0], new double[0]);
    }
    TimeRange whole = new TimeRange(start.toInstant(), end.toInstant());
    UsageQuestion days = new UsageQuestion(whole, question.zone(), question.filter());
    List<TrendPoint> points =
        ask.trend(new TrendQuery(days, Interval.DAY, Metric.COST, null)).getFirst().points();
    int first = 0;
    while (first < points.size() && points.get(first).count() == 0) {
      first++;
    }
    return from(points.subList(first, points.size()), days);
  }

  private static Days from(List<TrendPoint> points, UsageQuestion question) {
    List<LocalDate> dates = new ArrayList<>();
    points.forEach(point -> dates.add(point.timestamp().atZone(question.zone()).toLocalDate()));
    return new Days(
        dates,
        points.stream().mapToDouble(point -> point.value().doubleValue()).toArray(),
        points.stream().mapToDouble(TrendPoint::tokens).toArray(),
        points.stream().mapToDouble(TrendPoint::count).toArray());
  }

  int count() {
    return dates.size();
  }

  LocalDate first() {
    return dates.getFirst();
  }

  /** The day after the last. */
  LocalDate end() {
    return dates.getLast().plusDays(1);
  }

  double[] cost() {
    return cost;
  }

  double[] tokens() {
    return tokens;
  }

  double[] requests() {
    return requests;
  }
}
