package dev.tokenly.tui.draw;

import java.util.List;

/**
 * Values over time as lines: braille dots (two by four a cell), or each series' own mark, with the value axis at the
 * left, bucket names below, and always the smallest, largest and last value of each series in numbers.
 */
public final class LineChart {
  private LineChart() {}

  /** Draws the series on the canvas; the legend takes one row a series, the axis one. */
  public static void draw(Canvas canvas, List<Series> series, Axis axis) {
    int rows = canvas.height() - series.size();
    if (rows >= 4 && canvas.width() >= 24) {
      double max = series.stream().mapToDouble(Series::max).max().orElse(0);
      Plot plot = Plot.of(canvas.part(0, 0, canvas.width(), rows), max, axis, axis.buckets().size());
      for (int number = series.size() - 1; number >= 0; number--) {
        line(plot, series.get(number), number);
      }
    }
    Canvas legend = canvas.below(Math.max(0, rows));
    for (int number = 0; number < series.size(); number++) {
      int at = legend.text(0, number, legend.glyphs().mark(number) + " ", Role.series(number));
      at = legend.text(at, number, series.get(number).name() + "  ", Role.NORMAL);
      legend.text(at, number, axis.numbers(series.get(number)), Role.DIM);
    }
  }

  private static void line(Plot plot, Series series, int number) {
    Canvas canvas = plot.canvas();
    double top = plot.scale().top();
    if (canvas.glyphs() == Glyphs.BRAILLE && number == 0) {
      new BrailleGrid(canvas.width(), canvas.height()).line(series.values(), top).draw(canvas, Role.series(number));
      return;
    }
    for (int column = 0; column < canvas.width(); column += number == 0 ? 1 : 2) {
      double value = Resample.between(series.values(), column, canvas.width());
      if (Double.isNaN(value)) {
        continue;
      }
      int row = canvas.height() - 1 - (int) Math.round(Math.max(0, value) / top * (canvas.height() - 1));
      canvas.put(column, row, canvas.glyphs().mark(number), Role.series(number));
    }
  }
}
