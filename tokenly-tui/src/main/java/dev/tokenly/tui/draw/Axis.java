package dev.tokenly.tui.draw;

import java.util.List;
import java.util.function.DoubleFunction;

/** How a chart's values and buckets are written: a value with its unit, the buckets' names from left to right. */
public record Axis(DoubleFunction<String> value, List<String> buckets) {
  public Axis {
    buckets = List.copyOf(buckets);
  }

  /** The numbers that stand beside every chart. */
  String numbers(Series series) {
    return series.isUnknown()
        ? "all unknown"
        : "min " + value.apply(series.min()) + "  max " + value.apply(series.max()) + "  last " + shown(series.last());
  }

  /** A value with its unit, a dash where it is unknown. */
  String shown(double number) {
    return Double.isNaN(number) ? "-" : value.apply(number);
  }
}
