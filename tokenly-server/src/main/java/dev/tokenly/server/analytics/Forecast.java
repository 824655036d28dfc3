package dev.tokenly.server.analytics;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;

/** Ways to continue a series of days. Estimates, so plain floating point; never negative. */
enum Forecast {
  /** A straight line through the days (least squares). */
  LINEAR {
    @Override
    IntToDoubleFunction fit(double[] days) {
      return line(days);
    }
  },
  /** Constant growth: a straight line through the logarithms. */
  EXPONENTIAL {
    @Override
    IntToDoubleFunction fit(double[] days) {
      double smallest = Arrays.stream(days).filter(day -> day > 0).min().orElse(0);
      if (smallest == 0) {
        return day -> 0;
      }
      double floor = smallest / 2; // A day without usage has no logarithm.
      IntToDoubleFunction logs = line(Arrays.stream(days).map(day -> Math.log(Math.max(day, floor))).toArray());
      double most = Arrays.stream(days).max().orElse(0) * MOST_GROWTH;
      return day -> Math.min(most, Math.exp(logs.applyAsDouble(day)));
    }
  },
  /** A line times what each weekday usually is against it. */
  SEASONAL {
    @Override
    IntToDoubleFunction fit(double[] days) {
      IntToDoubleFunction trend = line(days);
      double[] actual = new double[WEEK];
      double[] expected = new double[WEEK];
      for (int day = 0; day < days.length; day++) {
        actual[day % WEEK] += days[day];
        expected[day % WEEK] += Math.max(0, trend.applyAsDouble(day));
      }
      return day -> expected[day % WEEK] == 0
          ? 0
          : trend.applyAsDouble(day) * actual[day % WEEK] / expected[day % WEEK];
    }
  },
  /** Every day like the mean of the days. */
  AVERAGE {
    @Override
    IntToDoubleFunction fit(double[] days) {
      double mean = Arrays.stream(days).average().orElse(0);
      return day -> mean;
    }
  };

  private static final int WEEK = 7;
  private static final double MOST_GROWTH = 100; // A fit that explodes says nothing about the next weeks.

  /** The estimate of any day by its number, the first of {@code days} being 0; may be negative. */
  abstract IntToDoubleFunction fit(double[] days);

  /** The estimates of the {@code count} days after the last. */
  double[] next(double[] days, int count) {
    IntToDoubleFunction fitted = fit(days);
    double[] next = new double[count];
    for (int i = 0; i < count; i++) {
      next[i] = Math.max(0, fitted.applyAsDouble(days.length + i));
    }
    return next;
  }

  /** Days needed to say anything. */
  int fewestDays() {
    return this == SEASONAL ? 2 * WEEK : WEEK;
  }

  /** Its name in the API. */
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Forecast named(String name) {
    for (Forecast forecast : values()) {
      if (forecast.wireName().equals(name)) {
        return forecast;
      }
    }
    throw new IllegalArgumentException("no such method; one of linear, exponential, seasonal, average");
  }

  private static IntToDoubleFunction line(double[] values) {
    double middle = (values.length - 1) / 2.0;
    double mean = Arrays.stream(values).average().orElse(0);
    double products = 0;
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      products += (i - middle) * (values[i] - mean);
      squares += (i - middle) * (i - middle);
    }
    double slope = squares == 0 ? 0 : products / squares;
    return x -> mean + slope * (x - middle);
  }

  /**
   * How well the method would have foretold the last quarter of the days from those before: 1 less the error of the
   * sum's and of the days' estimates, between 0 and 1; 0 when there are too few days to try.
   */
  double confidence(double[] days) {
    int known = days.length - Math.max(3, days.length / 4);
    if (known < fewestDays() - 3 || known < 4) {
      return 0;
    }
    double[] foretold = next(Arrays.copyOf(days, known), days.length - known);
    double actual = 0;
    double sumError = 0;
    double dayErrors = 0;
    for (int i = 0; i < foretold.length; i++) {
      actual += days[known + i];
      sumError += foretold[i] - days[known + i];
      dayErrors += Math.abs(foretold[i] - days[known + i]);
    }
    if (actual == 0) {
      return sumError == 0 ? 1 : 0;
    }
    double error = (Math.abs(sumError) + dayErrors) / (2 * actual);
    return Math.clamp(1 - error, 0, 1);
  }
}
