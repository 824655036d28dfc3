package dev.tokenly.cli.output.chart;

import dev.tokenly.cli.terminal.Palette;
import java.util.Arrays;

/** A field of cells, each a character and a colour; row 0 is the top. Colour −1 is none. */
final class Grid {
  private final int[][] cells;
  private final int[][] colours;

  Grid(int columns, int rows) {
    this.cells = new int[rows][columns];
    this.colours = new int[rows][columns];
    for (int row = 0; row < rows; row++) {
      Arrays.fill(cells[row], ' ');
      Arrays.fill(colours[row], -1);
    }
  }

  int columns() {
    return cells[0].length;
  }

  int rows() {
    return cells.length;
  }

  int at(int column, int row) {
    return cells[row][column];
  }

  void put(int column, int row, int character, int colour) {
    if (row >= 0 && row < cells.length && column >= 0 && column < cells[row].length) {
      cells[row][column] = character;
      colours[row][column] = colour;
    }
  }

  String line(int row, Palette palette) {
    StringBuilder line = new StringBuilder();
    int start = 0;
    while (start < columns()) {
      int end = start;
      StringBuilder run = new StringBuilder();
      while (end < columns() && colours[row][end] == colours[row][start]) {
        run.appendCodePoint(cells[row][end++]);
      }
      line.append(colours[row][start] < 0 ? run : palette.series(colours[row][start], run.toString()));
      start = end;
    }
    return line.toString().stripTrailing();
  }
}
