package dev.tokenly.tui.draw;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Rows under headings. Columns that do not fit are dropped in their fixed order; only the rows in sight are asked for, so
 * ten thousand cost no more than thirty.
 */
public final class Table {
  private final List<Column> columns;

  public Table(List<Column> columns) {
    this.columns = List.copyOf(columns);
  }

  /** One row: its cells in the columns' order and how they look. */
  public record Row(List<String> cells, Role role) {
    public Row {
      cells = List.copyOf(cells);
    }
  }

  /** Which rows are shown: how many there are, the first in sight and the one under the cursor (−1 for none). */
  public record Window(int rows, int first, int selected) {}

  /** Draws headings and rows, the selected one reversed across the whole width. */
  public void draw(Canvas canvas, Window window, IntFunction<Row> rows) {
    List<Integer> shown = shown(canvas.width());
    int[] widths = widths(shown, canvas.width(), window, rows, canvas.height() - 1);
    line(canvas, 0, shown, widths, index -> columns.get(index).heading(), Role.DIM);
    for (int line = 1; line < canvas.height() && window.first + line - 1 < window.rows; line++) {
      int number = window.first + line - 1;
      Row row = rows.apply(number);
      Role role = number == window.selected ? Role.SELECTED : row.role();
      if (number == window.selected) {
        canvas.row(line, role);
      }
      line(canvas, line, shown, widths, index -> row.cells().get(index), role);
    }
  }

  private static final int GAP = 2;

  private List<Integer> shown(int width) {
    List<Integer> kept = new ArrayList<>();
    for (int index = 0; index < columns.size(); index++) {
      kept.add(index);
    }
    while (kept.size() > 1 && needed(kept) > width) {
      int first = kept.stream().max(Comparator.comparingInt(index -> columns.get(index).dropOrder())).orElseThrow();
      kept.removeIf(index -> index == first);
    }
    return kept;
  }

  private int needed(List<Integer> kept) {
    return kept.stream().mapToInt(index -> columns.get(index).narrowest()).sum() + GAP * (kept.size() - 1);
  }

  private int[] widths(List<Integer> shown, int width, Window window, IntFunction<Row> rows, int inSight) {
    int[] widths = shown.stream().mapToInt(index -> columns.get(index).narrowest()).toArray();
    int spare = width - needed(shown);
    for (int at = 0; at < widths.length && spare > 0; at++) {
      int wanted = Text.width(columns.get(shown.get(at)).heading());
      for (int row = window.first; row < Math.min(window.rows, window.first + inSight); row++) {
        wanted = Math.max(wanted, Text.width(Text.clean(rows.apply(row).cells().get(shown.get(at)))));
      }
      int more = Math.clamp(wanted - widths[at], 0, spare);
      widths[at] += more;
      spare -= more;
    }
    return widths;
  }

  private void line(
      Canvas canvas, int row, List<Integer> shown, int[] widths, IntFunction<String> cells, Role role) {
    int column = 0;
    for (int at = 0; at < widths.length; at++) {
      boolean right = columns.get(shown.get(at)).right();
      String text = Text.fit(Text.clean(cells.apply(shown.get(at))), widths[at], right, canvas.glyphs());
      canvas.text(column, row, text, role);
      column += widths[at] + GAP;
    }
  }
}
