package dev.tokenly.tui.draw;

/** The value axis of a chart: from zero to a round number at or above the largest value, in round steps. */
record Scale(double top, double step) {
  private static final double[] ROUND = {1, 2, 2.5, 5, 10};
  /** For one or two steps, of which the rounder ones would leave half of a small chart empty. */
  private static final double[] FINER = {1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10};

  /** A scale for values up to {@code max} with at most so many steps. */
  static Scale upTo(double max, int steps) {
    if (max <= 0 || !Double.isFinite(max)) {
      return new Scale(1, 1);
    }
    double rough = max / Math.max(1, steps);
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step = 10 * power;
    for (double round : steps > 2 ? ROUND : FINER) {
      if (round * power >= rough * 0.999999) {
        step = round * power;
        break;
      }
    }
    return new Scale(Math.ceil(max / step * 0.999999) * step, step);
  }

  /** How many units of {@code height} a value takes; one at least when it is above zero. */
  int units(double value, int height) {
    int units = (int) Math.round(Math.max(0, value) / top * height);
    return value > 0 ? Math.clamp(units, 1, height) : 0;
  }
}
