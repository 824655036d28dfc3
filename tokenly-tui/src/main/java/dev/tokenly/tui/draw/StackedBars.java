package dev.tokenly.tui.draw;

import java.util.List;

/** Values over time as columns, the series stacked; each has its own fill as well as its own colour. */
public final class StackedBars {
  private StackedBars() {}

  /** Draws the series on the canvas with value axis, bucket names and legend. */
  public static void draw(Canvas canvas, List<Series> series, Axis axis) {
    int rows = canvas.height() - series.size() - 1;
    int buckets = series.stream().mapToInt(each -> each.values().length).max().orElse(0);
    double max = highest(series, buckets);
    String top = axis.value().apply(max);
    int labels = Text.width(top) + 1;
    if (rows >= 2 && canvas.width() > labels + 4 && buckets > 0) {
      canvas.text(0, 0, top, Role.DIM);
      Canvas plot = canvas.part(labels, 0, canvas.width() - labels, rows);
      for (int column = 0; column < plot.width(); column++) {
        column(plot, series, column, max);
      }
      canvas.text(labels, rows, axis.first(), Role.DIM);
      canvas.part(labels, rows, canvas.width() - labels, 1).right(0, axis.last(), Role.DIM);
    }
    legend(canvas.below(Math.max(0, rows + 1)), series, axis);
  }

  private static double highest(List<Series> series, int buckets) {
    double highest = 0;
    for (int bucket = 0; bucket < buckets; bucket++) {
      double sum = 0;
      for (Series each : series) {
        sum += bucket < each.values().length ? each.values()[bucket] : 0;
      }
      highest = Math.max(highest, sum);
    }
    return highest;
  }

  private static void column(Canvas plot, List<Series> series, int column, double max) {
    double below = 0;
    for (int number = 0; number < series.size(); number++) {
      double above = below + Resample.at(series.get(number).values(), column, plot.width());
      int from = rows(below, max, plot.height());
      int to = rows(above, max, plot.height());
      for (int row = from; row < to; row++) {
        plot.put(column, plot.height() - 1 - row, plot.glyphs().fill(number), Role.series(number));
      }
      below = above;
    }
  }

  private static int rows(double value, double max, int height) {
    return max <= 0 ? 0 : (int) Math.round(value / max * height);
  }

  private static void legend(Canvas canvas, List<Series> series, Axis axis) {
    for (int number = 0; number < series.size(); number++) {
      Series each = series.get(number);
      int at = canvas.text(0, number, canvas.glyphs().fill(number) + " ", Role.series(number));
      at = canvas.text(at, number, each.name(), Role.NORMAL);
      String numbers =
          "  min " + axis.value().apply(each.min())
              + "  max " + axis.value().apply(each.max())
              + "  last " + axis.value().apply(each.last());
      canvas.text(at, number, numbers, Role.DIM);
    }
  }
}
