package dev.tokenly.tui.draw;

/** Fits a row of values to a number of columns; what is unknown (not a number) gives way to what is known. */
final class Resample {
  private Resample() {}

  /** The value at a column: the largest of those that share it, so that no peak is lost. */
  static double at(double[] values, int column, int columns) {
    if (values.length == 0) {
      return 0;
    }
    if (columns >= values.length) {
      return values[columns == 1 ? 0 : (int) ((long) column * (values.length - 1) / Math.max(1, columns - 1))];
    }
    int from = (int) ((long) column * values.length / columns);
    int to = Math.max(from + 1, (int) ((long) (column + 1) * values.length / columns));
    double max = Double.NaN;
    for (int at = from; at < to; at++) {
      max = Double.isNaN(max) || values[at] > max ? values[at] : max;
    }
    return max;
  }

  /** The same for a line: between two values it lies between them; where several share a column the largest counts. */
  static double between(double[] values, int column, int columns) {
    if (values.length < 2 || columns < values.length) {
      return at(values, column, columns);
    }
    double place = (double) column * (values.length - 1) / Math.max(1, columns - 1);
    int before = Math.min((int) place, values.length - 2);
    double part = place - before;
    if (part == 0 || part == 1) {
      return values[before + (int) part];
    }
    return values[before] * (1 - part) + values[before + 1] * part;
  }
}
