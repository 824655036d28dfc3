package dev.tokenly.tui.draw;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values over time as columns in eighths of a row, with what is expected to come in another pattern and a limit across
 * it; the line below says the smallest, largest and last value.
 */
public final class ColumnChart {
  private ColumnChart() {}

  /** What is drawn: what was, what is expected (may be none), and the limit a bucket should keep to (null: none). */
  public record Data(Series past, Series expected, @Nullable Double limit, String limitName) {
    private double[] all() {
      double[] all = Arrays.copyOf(past.values(), past.values().length + expected.values().length);
      System.arraycopy(expected.values(), 0, all, past.values().length, expected.values().length);
      return all;
    }
  }

  /** Draws the chart; the last row is its legend. */
  public static void draw(Canvas canvas, Data data, Axis axis) {
    if (canvas.height() >= 4 && canvas.width() >= 24) {
      columns(canvas.part(0, 0, canvas.width(), canvas.height() - 1), data, axis);
    }
    legend(canvas.below(canvas.height() - 1), data, axis);
  }

  private static void columns(Canvas canvas, Data data, Axis axis) {
    double[] all = data.all();
    double limit = data.limit() == null ? 0 : data.limit();
    Plot plot = Plot.of(canvas, Math.max(new Series("", all).max(), limit), axis, all.length);
    int height = plot.canvas().height();
    if (limit > 0) {
      int row = height - 1 - Math.min(height - 1, plot.scale().units(limit, height * 8) / 8);
      for (int column = 0; column < plot.canvas().width(); column++) {
        plot.canvas().put(column, row, canvas.glyphs().limit(), Role.WARNING);
      }
    }
    int bars = plot.bars(all.length);
    for (int bar = 0; bar < bars; bar++) {
      boolean isExpected = (long) bar * all.length / bars >= data.past().values().length;
      double value = Resample.at(all, bar, bars);
      bar(plot, bar, plot.scale().units(value, height * 8), isExpected);
      if (Double.isNaN(value)) {
        plot.unknown(bar);
      }
    }
  }

  private static void bar(Plot plot, int bar, int eighths, boolean isExpected) {
    Canvas canvas = plot.canvas();
    Glyphs glyphs = canvas.glyphs();
    for (int column = bar * plot.slot(); column < bar * plot.slot() + plot.barWidth(); column++) {
      for (int row = 0; row * 8 < eighths; row++) {
        char c = isExpected ? glyphs.expected() : glyphs.level(eighths - row * 8);
        canvas.put(column, canvas.height() - 1 - row, c, isExpected ? Role.DIM : Role.series(1));
      }
    }
  }

  private static void legend(Canvas canvas, Data data, Axis axis) {
    Glyphs glyphs = canvas.glyphs();
    int at = canvas.text(0, 0, glyphs.level(8) + " ", Role.series(1));
    at = canvas.text(at, 0, data.past().name() + "  ", Role.NORMAL);
    at = canvas.text(at, 0, axis.numbers(data.past()) + "  ", Role.DIM);
    if (data.past().hasUnknown()) {
      at = canvas.text(at, 0, Plot.UNKNOWN + " unknown, not zero  ", Role.WARNING);
    }
    if (data.expected().values().length > 0) {
      at = canvas.text(at, 0, glyphs.expected() + " " + data.expected().name() + "  ", Role.DIM);
    }
    Double limit = data.limit();
    if (limit != null) {
      at = canvas.text(at, 0, glyphs.limit() + " ", Role.WARNING);
      String value = axis.value().apply(limit);
      String named = data.limitName() + " " + value;
      canvas.text(at, 0, at + Text.width(named) <= canvas.width() ? named : value, Role.DIM);
    }
  }
}
