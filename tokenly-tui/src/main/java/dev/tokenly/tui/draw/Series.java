package dev.tokenly.tui.draw;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * One line or layer of a chart: its name for the legend and one value a bucket (drawing alone may use doubles), which is not
 * a number where nobody knows it: unknown is not zero.
 */
public final class Series {
  private final String name;
  private final double[] values;

  public Series(String name, double... values) {
    this.name = name;
    this.values = values.clone();
  }

  public String name() {
    return name;
  }

  /** How many buckets it has. */
  public int size() {
    return values.length;
  }

  double[] values() {
    return values;
  }

  double max() {
    return known().max().orElse(0);
  }

  double min() {
    return known().min().orElse(0);
  }

  private DoubleStream known() {
    return Arrays.stream(values).filter(value -> !Double.isNaN(value));
  }

  /** Whether a bucket's value is unknown. */
  public boolean hasUnknown() {
    return Arrays.stream(values).anyMatch(Double::isNaN);
  }

  /** Whether there are buckets and not one of them has a value. */
  boolean isUnknown() {
    return values.length > 0 && known().findAny().isEmpty();
  }

  /** The sum of what is known of two values; unknown where nothing but unknown ones were added to nothing. */
  public static double plus(double one, double other) {
    double known = (Double.isNaN(one) ? 0 : one) + (Double.isNaN(other) ? 0 : other);
    return known == 0 && (Double.isNaN(one) || Double.isNaN(other)) ? Double.NaN : known;
  }

  double last() {
    return values.length == 0 ? 0 : values[values.length - 1];
  }
}
