package dev.tokenly.tui.draw;

import java.util.Arrays;

/** A week by the hour: seven rows from Monday, twenty-four columns, darker where more was used, with sums of days. */
public final class HeatMap {
  private static final String[] DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  private static final int LEFT = 4;

  private HeatMap() {}

  /** Draws {@code values[day][hour]} with the smallest and largest value below. */
  public static void draw(Canvas canvas, double[][] values, Axis axis) {
    Series all = new Series("", Arrays.stream(values).flatMapToDouble(Arrays::stream).toArray());
    int wide = Math.clamp((canvas.width() - LEFT - 12) / 24, 1, 6);
    int high = canvas.height() >= 26 ? 3 : canvas.height() >= 18 ? 2 : 1;
    for (int hour = 0; hour < 24; hour += 3) {
      canvas.text(LEFT + hour * wide, 0, (hour < 10 ? "0" : "") + hour, Role.DIM);
    }
    for (int day = 0; day < 7; day++) {
      int top = 1 + day * high;
      canvas.text(0, top, DAYS[day], Role.DIM);
      for (int hour = 0; hour < 24; hour++) {
        cell(canvas.part(LEFT + hour * wide, top, wide, high), values[day][hour], all.max());
      }
      canvas.text(LEFT + 24 * wide + 1, top, axis.shown(Arrays.stream(values[day]).reduce(0, Series::plus)),
          Role.NORMAL);
    }
    StringBuilder shades = new StringBuilder();
    for (int quarters = 1; quarters <= 4; quarters++) {
      shades.append(canvas.glyphs().shade(quarters)).append(canvas.glyphs().shade(quarters));
    }
    int row = 2 + 7 * high;
    int at = canvas.text(LEFT, row, "min " + axis.value().apply(all.min()) + "  ", Role.DIM);
    at = canvas.text(at, row, shades.toString(), Role.series(0));
    canvas.text(at, row, "  max " + axis.value().apply(all.max()) + " an hour", Role.DIM);
    at = canvas.text(LEFT, row + 1, "right: sum of the weekday; hours are UTC", Role.DIM);
    canvas.text(at, row + 1, all.hasUnknown() ? "  " + Plot.UNKNOWN + " unknown, not zero" : "", Role.WARNING);
  }

  private static void cell(Canvas cell, double value, double max) {
    if (Double.isNaN(value)) {
      cell.put(0, 0, Plot.UNKNOWN, Role.WARNING);
      return;
    }
    int quarters = max <= 0 || value <= 0 ? 0 : Math.max(1, (int) Math.ceil(value / max * 4));
    for (int row = 0; row < cell.height(); row++) {
      cell.text(0, row, String.valueOf(cell.glyphs().shade(quarters)).repeat(cell.width()), Role.series(0));
    }
  }
}
