package dev.tokenly.server.analytics;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Ways to continue a series of days. Estimates, so plain floating point; never negative. */
enum Forecast {
  /** A straight line through the days (least squares). */
  LINEAR {
    @Override
    IntToDoubleFunction fit(double[] days, LocalDate first) {
      return line(days);
    }
  },
  /** Constant growth: a straight line through the logarithms. */
  EXPONENTIAL {
    @Override
    IntToDoubleFunction fit(double[] days, LocalDate first) {
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
    IntToDoubleFunction fit(double[] days, LocalDate first) {
      return season(days, day -> day % WEEK);
    }
  },
  /** A line times what each day of the month usually is against it. */
  SEASONAL_MONTHLY {
    @Override
    IntToDoubleFunction fit(double[] days, LocalDate first) {
      return season(days, day -> first.plusDays(day).getDayOfMonth() - 1);
    }
  },
  /** Every day like the mean of the days. */
  AVERAGE {
    @Override
    IntToDoubleFunction fit(double[] days, LocalDate first) {
      double mean = Arrays.stream(days).average().orElse(0);
      return day -> mean;
    }
  };

  private static final int WEEK = 7;
  private static final int LONGEST_SEASON = 31;
  private static final int TWO_MONTHS = 62;
  private static final double MOST_GROWTH = 100; // A fit that explodes says nothing about the next weeks.

  /** The estimate of any day by its number, 0 being {@code first}; may be negative. */
  abstract IntToDoubleFunction fit(double[] days, LocalDate first);

  /** The estimates of the {@code count} days after the last. */
  double[] next(double[] days, LocalDate first, int count) {
    IntToDoubleFunction fitted = fit(days, first);
    double[] next = new double[count];
    for (int i = 0; i < count; i++) {
      next[i] = Math.max(0, fitted.applyAsDouble(days.length + i));
    }
    return next;
  }

  /** Days needed to say anything. */
  int fewestDays() {
    return switch (this) {
      case SEASONAL -> 2 * WEEK;
      case SEASONAL_MONTHLY -> TWO_MONTHS;
      case LINEAR, EXPONENTIAL, AVERAGE -> WEEK;
    };
  }

  /** Its name in the API. */
  String wireName() {
    return this == SEASONAL_MONTHLY ? SEASONAL.wireName() : name().toLowerCase(Locale.ROOT);
  }

  /** The length of its season in the API's words, null when it knows none. */
  @Nullable
  String seasonName() {
    return switch (this) {
      case SEASONAL -> "weekly";
      case SEASONAL_MONTHLY -> "monthly";
      case LINEAR, EXPONENTIAL, AVERAGE -> null;
    };
  }

  static Forecast named(String name) {
    return switch (name) {
      case "linear" -> LINEAR;
      case "exponential" -> EXPONENTIAL;
      case "seasonal" -> SEASONAL;
      case "average" -> AVERAGE;
      default -> throw new IllegalArgumentException("no such method; one of linear, exponential, seasonal, average");
    };
  }

  /**
   * The same method with the season said, {@code weekly} or {@code monthly}; unsaid the one that would have foretold these
   * days better. Throws {@link IllegalArgumentException} for any other word.
   */
  Forecast with(@Nullable String season, double[] days, LocalDate first) {
    if (season != null && !season.equals("weekly") && !season.equals("monthly")) {
      throw new IllegalArgumentException("no such season; weekly or monthly");
    }
    if (this != SEASONAL || "weekly".equals(season)) {
      return this;
    }
    boolean isBetter =
        days.length >= TWO_MONTHS && SEASONAL_MONTHLY.confidence(days, first) > SEASONAL.confidence(days, first);
    return season != null || isBetter ? SEASONAL_MONTHLY : SEASONAL;
  }

  /** The line through the days, each day times its season's part of it. */
  private static IntToDoubleFunction season(double[] days, IntUnaryOperator season) {
    IntToDoubleFunction trend = line(days);
    double[] actual = new double[LONGEST_SEASON];
    double[] expected = new double[LONGEST_SEASON];
    for (int day = 0; day < days.length; day++) {
      int part = season.applyAsInt(day);
      actual[part] += days[day];
      expected[part] += Math.max(0, trend.applyAsDouble(day));
    }
    return day -> {
      int part = season.applyAsInt(day);
      return expected[part] == 0 ? 0 : trend.applyAsDouble(day) * actual[part] / expected[part];
    };
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
  double confidence(double[] days, LocalDate first) {
    int known = days.length - Math.max(3, days.length / 4);
    if (known < fewestDays() - 3 || known < 4) {
      return 0;
    }
    double[] foretold = next(Arrays.copyOf(days, known), first, days.length - known);
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
