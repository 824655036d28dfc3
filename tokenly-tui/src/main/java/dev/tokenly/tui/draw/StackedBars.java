package dev.tokenly.tui.draw;

import java.util.List;

/** Values over time as columns, the series stacked; each has its own fill as well as its own colour. */
public final class StackedBars {
  private static final int LEGEND_COLUMNS = 58;
  private static final int NAME_COLUMNS = 19;
  private static final int LEAST_ROWS = 6;

  private StackedBars() {}

  /** Draws the series on the canvas with value axis, bucket names and legend. */
  public static void draw(Canvas canvas, List<Series> series, Axis axis) {
    int across = Math.max(1, canvas.width() / LEGEND_COLUMNS);
    boolean isBrief = canvas.height() - rows(series, across) < LEAST_ROWS;
    if (isBrief) {
      across = Math.max(1, canvas.width() / NAME_COLUMNS);
    }
    int rows = canvas.height() - rows(series, across) - (isBrief ? 1 : 0);
    int buckets = series.stream().mapToInt(each -> each.values().length).max().orElse(0);
    if (rows >= 4 && canvas.width() >= 24 && buckets > 0) {
      double max = new Series("", sums(series, buckets)).max();
      Plot plot = Plot.of(canvas.part(0, 0, canvas.width(), rows), max, axis, buckets);
      for (int bar = 0; bar < plot.bars(buckets); bar++) {
        bar(plot, series, bar, plot.bars(buckets));
      }
    }
    Canvas legend = canvas.below(Math.max(0, rows));
    if (isBrief) {
      names(legend, series, across);
      String numbers = "all together  " + axis.numbers(new Series("", sums(series, buckets)));
      legend.text(0, rows(series, across), numbers, Role.DIM);
    } else {
      legend(legend, series, axis, across);
    }
  }

  private static int rows(List<Series> series, int across) {
    return (series.size() + across - 1) / across;
  }

  private static double[] sums(List<Series> series, int buckets) {
    double[] sums = new double[buckets];
    for (Series each : series) {
      for (int bucket = 0; bucket < each.values().length; bucket++) {
        sums[bucket] += each.values()[bucket];
      }
    }
    return sums;
  }

  private static void bar(Plot plot, List<Series> series, int bar, int bars) {
    Canvas canvas = plot.canvas();
    double below = 0;
    for (int number = 0; number < series.size(); number++) {
      double above = below + Resample.at(series.get(number).values(), bar, bars);
      int from = plot.scale().units(below, canvas.height());
      int to = plot.scale().units(above, canvas.height());
      for (int row = from; row < to; row++) {
        for (int column = bar * plot.slot(); column < bar * plot.slot() + plot.barWidth(); column++) {
          canvas.put(column, canvas.height() - 1 - row, canvas.glyphs().fill(number), Role.series(number));
        }
      }
      below = above;
    }
  }

  /** Where room is short: which fill is whose, side by side. */
  private static void names(Canvas canvas, List<Series> series, int across) {
    int width = canvas.width() / across;
    for (int number = 0; number < series.size(); number++) {
      Canvas cell = canvas.part(number % across * width, number / across, width, 1);
      int at = cell.text(0, 0, cell.glyphs().fill(number) + " ", Role.series(number));
      cell.text(
          at, 0, Text.fit(Text.clean(series.get(number).name()), width - at - 1, false, cell.glyphs()), Role.NORMAL);
    }
  }

  private static void legend(Canvas canvas, List<Series> series, Axis axis, int across) {
    int width = canvas.width() / across;
    for (int number = 0; number < series.size(); number++) {
      Series each = series.get(number);
      Canvas cell = canvas.part(number % across * width, number / across, width, 1);
      int at = cell.text(0, 0, String.valueOf(cell.glyphs().fill(number)).repeat(2) + " ", Role.series(number));
      String numbers = axis.numbers(each);
      int room = Math.max(4, width - at - numbers.length() - 3);
      String name = Text.fit(Text.clean(each.name()), Math.min(room, 24), false, cell.glyphs());
      at = cell.text(at, 0, name + "  ", Role.NORMAL);
      cell.text(at, 0, numbers, Role.DIM);
    }
  }
}
