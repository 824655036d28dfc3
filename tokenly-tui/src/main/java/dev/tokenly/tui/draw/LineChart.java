package dev.tokenly.tui.draw;

import java.util.List;

/**
 * Values over time as lines: braille dots (two by four a cell), block columns or plain characters, with the value axis at
 * the left, the first and last bucket below, and always the smallest, largest and last value of each series in numbers.
 */
public final class LineChart {
  private LineChart() {}

  /** Draws the series on the canvas; the legend takes one row a series, the axis one. */
  public static void draw(Canvas canvas, List<Series> series, Axis axis) {
    int legend = series.size();
    int rows = canvas.height() - legend - 1;
    if (rows < 2 || canvas.width() < 20) {
      legend(canvas, series, axis);
      return;
    }
    double max = series.stream().mapToDouble(Series::max).max().orElse(0);
    String top = axis.value().apply(max);
    int labels = Math.max(Text.width(top), Text.width(axis.value().apply(0))) + 1;
    canvas.text(labels - 1 - Text.width(top), 0, top, Role.DIM);
    String zero = axis.value().apply(0);
    canvas.text(labels - 1 - Text.width(zero), rows - 1, zero, Role.DIM);
    Canvas plot = canvas.part(labels, 0, canvas.width() - labels, rows);
    for (int number = series.size() - 1; number >= 0; number--) {
      plot(plot, series.get(number), max, number);
    }
    canvas.text(labels, rows, axis.first(), Role.DIM);
    canvas.part(labels, rows, canvas.width() - labels, 1).right(0, axis.last(), Role.DIM);
    legend(canvas.below(rows + 1), series, axis);
  }

  private static void legend(Canvas canvas, List<Series> series, Axis axis) {
    for (int number = 0; number < series.size(); number++) {
      Series each = series.get(number);
      int at = canvas.text(0, number, canvas.glyphs().mark(number) + " ", Role.series(number));
      at = canvas.text(at, number, each.name(), Role.NORMAL);
      String numbers =
          "  min " + axis.value().apply(each.min())
              + "  max " + axis.value().apply(each.max())
              + "  last " + axis.value().apply(each.last());
      canvas.text(at, number, numbers, Role.DIM);
    }
  }

  private static void plot(Canvas plot, Series series, double max, int number) {
    if (plot.glyphs() == Glyphs.BRAILLE) {
      new BrailleGrid(plot.width(), plot.height()).line(series.values(), max).draw(plot, Role.series(number));
      return;
    }
    for (int column = 0; column < plot.width(); column++) {
      double value = Resample.at(series.values(), column, plot.width());
      int row = plot.height() - 1 - (max <= 0 ? 0 : (int) Math.round(value / max * (plot.height() - 1)));
      plot.put(column, row, plot.glyphs().mark(number), Role.series(number));
    }
  }
}
