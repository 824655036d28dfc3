package dev.tokenly.cli.output.chart;

/** Draws a line with braille characters: two by four dots in every cell. */
final class Dots {
  private static final int[][] BITS = {{0x01, 0x02, 0x04, 0x40}, {0x08, 0x10, 0x20, 0x80}};
  private final Grid grid;
  private final int[][] dots;

  Dots(Grid grid) {
    this.grid = grid;
    this.dots = new int[grid.rows()][grid.columns()];
  }

  void draw(Plot plot, double top) {
    int wide = grid.columns() * 2;
    int high = grid.rows() * 4;
    for (int number = plot.series().size() - 1; number >= 0; number--) {
      int last = -1;
      for (int x = 0; x < wide; x++) {
        int bucket = (int) ((long) x * plot.labels().size() / wide);
        double value = plot.series().get(number).values().get(bucket);
        int y = (int) Math.min(high - 1, Math.round(value / top * (high - 1)));
        int from = last < 0 ? y : Math.min(last, y);
        for (int step = from; step <= Math.max(last, y); step++) {
          dot(x, step, number);
        }
        last = y;
      }
    }
  }

  private void dot(int x, int y, int colour) {
    int row = grid.rows() - 1 - y / 4;
    int column = x / 2;
    dots[row][column] |= BITS[x % 2][3 - y % 4];
    grid.put(column, row, 0x2800 + dots[row][column], colour);
  }
}
