package dev.tokenly.tui.draw;

import java.util.List;

/** Values over time as columns, the series stacked; each has its own fill as well as its own colour. */
public final class StackedBars {
  private static final int LEGEND_COLUMNS = 58;
  private static final int NAME_COLUMNS = 19;
  private static final int LEAST_ROWS = 6;
  private static final String UNKNOWN = Plot.UNKNOWN + "  unknown, not zero";

  private StackedBars() {}

  /** Draws the series on the canvas with value axis, bucket names and legend. */
  public static void draw(Canvas canvas, List<Series> series, Axis axis) {
    int across = Math.max(1, canvas.width() / LEGEND_COLUMNS);
    boolean isBrief = canvas.height() - rows(series, across) < LEAST_ROWS;
    if (isBrief) {
      across = Math.max(1, canvas.width() / NAME_COLUMNS);
    }
    int rows = canvas.height() - rows(series, across) - (isBrief ? 1 : 0);
    Series all = new Series("", sums(series));
    if (rows >= 4 && canvas.width() >= 24 && all.size() > 0) {
      Plot plot = Plot.of(canvas.part(0, 0, canvas.width(), rows), all.max(), axis, all.size());
      int bars = plot.bars(all.size());
      for (int bar = 0; bar < bars; bar++) {
        bar(plot, series, bar, bars);
        if (Double.isNaN(Resample.at(all.values(), bar, bars))) {
          plot.unknown(bar);
        }
      }
    }
    Canvas legend = canvas.below(Math.max(0, rows));
    if (isBrief) {
      names(legend, series, across);
      String numbers = "all together  " + axis.numbers(all) + "  ";
      int at = legend.text(0, rows(series, across), numbers, Role.DIM);
      legend.text(at, rows(series, across), all.hasUnknown() ? UNKNOWN : "", Role.WARNING);
    } else {
      legend(legend, series, axis, across);
      if (hasUnknown(series)) {
        legend.text(legend.width() / across * (series.size() % across), series.size() / across, UNKNOWN, Role.WARNING);
      }
    }
  }

  private static int rows(List<Series> series, int across) {
    return (series.size() + (hasUnknown(series) ? 1 : 0) + across - 1) / across;
  }

  private static boolean hasUnknown(List<Series> series) {
    return series.stream().anyMatch(Series::hasUnknown);
  }

  private static double[] sums(List<Series> series) {
    double[] sums = new double[series.stream().mapToInt(Series::size).max().orElse(0)];
    for (Series each : series) {
      for (int bucket = 0; bucket < each.size(); bucket++) {
        sums[bucket] = Series.plus(sums[bucket], each.values()[bucket]);
      }
    }
    return sums;
  }

  private static void bar(Plot plot, List<Series> series, int bar, int bars) {
    Canvas canvas = plot.canvas();
    double below = 0;
    for (int number = 0; number < series.size(); number++) {
      double value = Resample.at(series.get(number).values(), bar, bars);
      double above = below + (Double.isNaN(value) ? 0 : value);
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
