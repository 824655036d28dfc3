package dev.tokenly.server.analytics;

import dev.tokenly.model.query.Interval;
import dev.tokenly.model.query.TrendPoint;
import dev.tokenly.model.query.UsageQuestion;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Days that cost far more than their weekday usually does: more than three robust deviations (1.4826 times the median
 * absolute deviation) above the median of the same weekday in the eight weeks before the range's end.
 */
final class Anomalies {
  private static final int WEEKS = 8;
  private static final int FEWEST = 4;
  private static final int MOST_SHOWN = 5;
  private static final double DEVIATIONS = 3;
  private static final double MAD_TO_SIGMA = 1.4826;
  private static final double SMALLEST_SPREAD = 0.1; // Of the median: days that hardly differ are not anomalies.

  private final Causes causes;

  Anomalies(Causes causes) {
    this.causes = causes;
  }

  /** A day, its cost, the weekday's median, and what cost most more than on an ordinary such day. */
  record Anomaly(LocalDate date, BigDecimal cost, BigDecimal usual, Map<String, String> causedBy) {}

  /** The first of the days that tell what is usual. */
  static Instant since(UsageQuestion question) {
    ZonedDateTime end = question.range().end().atZone(question.zone());
    return Interval.DAY.floor(end).minusWeeks(WEEKS).toInstant();
  }

  /** A day that stands out, the weekday's median, and the day nearest to it. */
  private record Suspicion(TrendPoint day, BigDecimal usual, TrendPoint ordinary) {}

  /** The anomalous days within the question's range among the weeks' days, the costliest first, five at most. */
  List<Anomaly> of(UsageQuestion question, List<TrendPoint> weeks) {
    List<Suspicion> found = new ArrayList<>();
    Map<DayOfWeek, List<TrendPoint>> weekdays = byWeekday(weeks, question);
    double busyDay =
        weekdays.values().stream().flatMap(List::stream).mapToDouble(Anomalies::cost).filter(cost -> cost > 0).average()
            .orElse(0);
    weekdays.values().forEach(same -> judge(same, busyDay, question, found));
    found.sort((a, b) -> b.day().value().compareTo(a.day().value()));
    return found.stream().limit(MOST_SHOWN).map(suspicion -> explain(suspicion, question)).toList();
  }

  private static Map<DayOfWeek, List<TrendPoint>> byWeekday(List<TrendPoint> points, UsageQuestion question) {
    Map<DayOfWeek, List<TrendPoint>> byWeekday = new EnumMap<>(DayOfWeek.class);
    boolean begun = false;
    for (TrendPoint point : points) {
      begun = begun || point.count() > 0; // Days before the first call are not quiet days.
      if (begun) {
        DayOfWeek day = point.timestamp().atZone(question.zone()).getDayOfWeek();
        byWeekday.computeIfAbsent(day, _ -> new ArrayList<>()).add(point);
      }
    }
    return byWeekday;
  }

  private static double cost(TrendPoint point) {
    return point.value().doubleValue();
  }

  private static void judge(List<TrendPoint> same, double busyDay, UsageQuestion question, List<Suspicion> found) {
    if (same.size() < FEWEST) {
      return;
    }
    double[] costs = same.stream().mapToDouble(Anomalies::cost).toArray();
    double median = median(costs);
    // A weekday on which usually nothing is spent has no spread of its own: an ordinary busy day stands for it.
    double least = median > 0 ? median * SMALLEST_SPREAD : busyDay;
    double[] distances = new double[costs.length];
    for (int i = 0; i < costs.length; i++) {
      distances[i] = Math.abs(costs[i] - median);
    }
    double spread = Math.max(median(distances) * MAD_TO_SIGMA, least);
    TrendPoint ordinary = same.get(indexOfLeast(distances));
    for (TrendPoint point : same) {
      boolean asked = !point.timestamp().isBefore(question.range().start());
      if (asked && spread > 0 && cost(point) - median > DEVIATIONS * spread) {
        found.add(new Suspicion(point, new BigDecimal(median), ordinary));
      }
    }
  }

  private static int indexOfLeast(double[] values) {
    int least = 0;
    for (int i = 1; i < values.length; i++) {
      least = values[i] < values[least] ? i : least;
    }
    return least;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private Anomaly explain(Suspicion suspicion, UsageQuestion question) {
    LocalDate date = suspicion.day().timestamp().atZone(question.zone()).toLocalDate();
    return new Anomaly(
        date, Amounts.money(suspicion.day().value()), Amounts.money(suspicion.usual()),
        causes.of(suspicion.day().timestamp(), suspicion.ordinary().timestamp(), question));
  }
}
