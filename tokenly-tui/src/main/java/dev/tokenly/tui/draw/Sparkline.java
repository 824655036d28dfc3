package dev.tokenly.tui.draw;

/** Values over time in one row of text. */
public final class Sparkline {
  private Sparkline() {}

  /** So many columns of the glyph set's levels; a value above zero never looks like none, nor an unknown one. */
  public static String of(Series series, int columns, Glyphs glyphs) {
    double[] values = series.values();
    double max = series.max();
    StringBuilder line = new StringBuilder(columns);
    for (int column = 0; column < columns; column++) {
      double value = Resample.at(values, column, columns);
      if (Double.isNaN(value)) {
        line.append(Plot.UNKNOWN);
        continue;
      }
      int level = max <= 0 || value <= 0 ? 0 : Math.max(1, (int) Math.round(value / max * 8));
      line.append(glyphs.level(level));
    }
    return line.toString();
  }
}
