package dev.tokenly.tui.draw;

import java.util.List;

/** Values over time as columns, the series stacked; each has its own fill as well as its own colour. */
public final class StackedBars {
  private static final int LEGEND_COLUMNS = 58;

  private StackedBars() {}

  /** Draws the series on the canvas with value axis, bucket names and legend. */
  public static void draw(Canvas canvas, List<Series> series, Axis axis) {
    int across = Math.max(1, canvas.width() / LEGEND_COLUMNS);
    int legend = (series.size() + across - 1) / across;
    int rows = canvas.height() - legend;
    int buckets = series.stream().mapToInt(each -> each.values().length).max().orElse(0);
    if (rows >= 4 && canvas.width() >= 24 && buckets > 0) {
      double max = highest(series, buckets);
      Plot plot = Plot.of(canvas.part(0, 0, canvas.width(), rows), max, axis, buckets);
      for (int bar = 0; bar < plot.bars(buckets); bar++) {
        bar(plot, series, bar, plot.bars(buckets));
      }
    }
    legend(canvas.below(Math.max(0, rows)), series, axis, across);
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
