package dev.tokenly.cli.output.chart;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a chart shows: one value a bucket in each series, a label for every bucket, a second row of values to compare with
 * (the period before), and a height to mark (a budget).
 */
public record Plot(
    List<Series> series, List<String> labels, @Nullable List<Double> before, @Nullable Double mark) {

  public Plot {
    series = List.copyOf(series);
    labels = List.copyOf(labels);
  }

  /** A named row of values. */
  public record Series(String name, List<Double> values) {
    public Series {
      values = List.copyOf(values);
    }
  }

  /** The value all series together reach in a bucket. */
  double total(int bucket) {
    return series.stream().mapToDouble(one -> one.values().get(bucket)).sum();
  }

  /** The largest height that must fit. */
  double highest() {
    double highest = mark == null ? 0 : mark;
    for (int bucket = 0; bucket < labels.size(); bucket++) {
      highest = Math.max(highest, total(bucket));
    }
    for (double value : before == null ? List.<Double>of() : before) {
      highest = Math.max(highest, value);
    }
    return highest;
  }
}
