package dev.tokenly.tui.draw;

import java.util.Arrays;

/** One line or layer of a chart: its name for the legend and one value a bucket (drawing alone may use doubles). */
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
    return Arrays.stream(values).max().orElse(0);
  }

  double min() {
    return Arrays.stream(values).min().orElse(0);
  }

  double last() {
    return values.length == 0 ? 0 : values[values.length - 1];
  }
}
