package dev.tokenly.tui.draw;

/** A week by the hour: seven rows from Monday, twenty-four columns, darker where more was used. */
public final class HeatMap {
  private static final String[] DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

  private HeatMap() {}

  /** Draws {@code values[day][hour]} with the smallest and largest value below. */
  public static void draw(Canvas canvas, double[][] values, Axis axis) {
    double max = 0;
    double min = Double.MAX_VALUE;
    for (double[] day : values) {
      for (double value : day) {
        max = Math.max(max, value);
        min = Math.min(min, value);
      }
    }
    int wide = canvas.width() >= 4 + 48 ? 2 : 1;
    for (int hour = 0; hour < 24; hour += 6) {
      canvas.text(4 + hour * wide, 0, "%02d".formatted(hour), Role.DIM);
    }
    for (int day = 0; day < 7; day++) {
      canvas.text(0, day + 1, DAYS[day], Role.DIM);
      for (int hour = 0; hour < 24; hour++) {
        double value = values[day][hour];
        int quarters = max <= 0 || value <= 0 ? 0 : Math.max(1, (int) Math.ceil(value / max * 4));
        String cell = String.valueOf(canvas.glyphs().shade(quarters)).repeat(wide);
        canvas.text(4 + hour * wide, day + 1, cell, Role.series(0));
      }
    }
    String legend = "min " + axis.value().apply(min == Double.MAX_VALUE ? 0 : min) + "  max " + axis.value().apply(max);
    canvas.text(4, 8, legend, Role.DIM);
  }
}
