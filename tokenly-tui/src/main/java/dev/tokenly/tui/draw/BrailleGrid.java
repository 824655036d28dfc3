package dev.tokenly.tui.draw;

/** A grid of dots, two columns and four rows a cell, shown as braille characters. */
final class BrailleGrid {
  private static final int[][] BITS = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

  private final int columns;
  private final int rows;
  private final int[] cells;

  BrailleGrid(int columns, int rows) {
    this.columns = columns;
    this.rows = rows;
    this.cells = new int[columns * rows];
  }

  /** Draws values from left to right, joined by vertical strokes, with gaps where they are unknown. */
  BrailleGrid line(double[] values, double max) {
    int width = columns * 2;
    int height = rows * 4;
    int before = -1;
    for (int x = 0; x < width; x++) {
      double value = Resample.between(values, x, width);
      if (Double.isNaN(value)) {
        before = -1;
        continue;
      }
      int y = height - 1 - (max <= 0 ? 0 : (int) Math.round(value / max * (height - 1)));
      int from = before < 0 ? y : Math.min(y, before + Integer.signum(y - before));
      int to = before < 0 ? y : Math.max(y, before + Integer.signum(y - before));
      for (int dot = from; dot <= to; dot++) {
        dot(x, dot);
      }
      before = y;
    }
    return this;
  }

  private void dot(int x, int y) {
    cells[y / 4 * columns + x / 2] |= BITS[y % 4][x % 2];
  }

  void draw(Canvas canvas, Role role) {
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int dots = cells[row * columns + column];
        if (dots != 0) {
          canvas.put(column, row, (char) (0x2800 + dots), role);
        }
      }
    }
  }
}
