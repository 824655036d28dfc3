package dev.tokenly.cli.output;

import dev.tokenly.cli.terminal.Palette;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lays out rows of cells. On a terminal it fits the width: columns give way in the order of their rank, then texts are
 * shortened, numbers never. Elsewhere nothing is shortened or dropped.
 */
public final class Table {
  private static final int GAP = 2;
  private static final int SHORTEST_TEXT = 8;

  private final List<Column> columns;
  private final List<List<String>> rows;

  public Table(List<Column> columns, List<List<String>> rows) {
    this.columns = columns;
    this.rows = rows;
  }

  /** How a table is drawn: the width to fit (0: none), colours, and what stands for something left out. */
  public record Look(int width, Palette palette, String ellipsis) {}

  /** The table's lines, the titles first. */
  public List<String> lines(Look look) {
    List<Integer> shown = new ArrayList<>();
    for (int at = 0; at < columns.size(); at++) {
      shown.add(at);
    }
    List<Integer> widths = new ArrayList<>(columns.stream().map(c -> TextWidth.of(c.title())).toList());
    for (List<String> row : rows) {
      for (int at = 0; at < columns.size(); at++) {
        widths.set(at, Math.max(widths.get(at), TextWidth.of(row.get(at))));
      }
    }
    if (look.width() > 0) {
      fit(shown, widths, look.width());
    }
    List<String> lines = new ArrayList<>();
    lines.add(look.palette().bold(line(columns.stream().map(Column::title).toList(), shown, widths, look)));
    for (List<String> row : rows) {
      lines.add(line(row, shown, widths, look));
    }
    return lines;
  }

  private void fit(List<Integer> shown, List<Integer> widths, int width) {
    while (total(shown, widths) > width && shown.size() > 1) {
      Integer first = shown.stream().max(Comparator.comparingInt(at -> columns.get(at).rank())).orElseThrow();
      if (columns.get(first).rank() == 0) {
        break;
      }
      shown.removeIf(first::equals);
    }
    int tooMuch = total(shown, widths) - width;
    while (tooMuch > 0) {
      Integer longest = longestText(shown, widths);
      if (longest == null) {
        return;
      }
      widths.set(longest, widths.get(longest) - 1);
      tooMuch--;
    }
  }

  private @Nullable Integer longestText(List<Integer> shown, List<Integer> widths) {
    return shown.stream()
        .filter(at -> !columns.get(at).kind().isNumber() && widths.get(at) > SHORTEST_TEXT)
        .max(Comparator.comparingInt(widths::get))
        .orElse(null);
  }

  private static int total(List<Integer> shown, List<Integer> widths) {
    return shown.stream().mapToInt(widths::get).sum() + GAP * (shown.size() - 1);
  }

  private String line(List<String> cells, List<Integer> shown, List<Integer> widths, Look look) {
    StringBuilder line = new StringBuilder();
    for (int index = 0; index < shown.size(); index++) {
      int at = shown.get(index);
      String cell = TextWidth.cut(cells.get(at), widths.get(at), look.ellipsis());
      String room = " ".repeat(Math.max(0, widths.get(at) - TextWidth.of(cell)));
      boolean last = index == shown.size() - 1;
      String painted = painted(cell, columns.get(at).kind(), look.palette());
      line.append(columns.get(at).kind().isNumber() ? room + painted : last ? painted : painted + room);
      line.append(last ? "" : " ".repeat(GAP));
    }
    return line.toString();
  }

  private static String painted(String cell, Kind kind, Palette palette) {
    if (kind != Kind.STATE) {
      return cell;
    }
    return switch (cell) {
      case "approved", "active", "processed", "ok", "running", "healthy", "enabled" -> palette.green(cell);
      case "pending", "processing", "warn", "suspended" -> palette.yellow(cell);
      case "rejected", "failed", "fail", "crashed", "over", "deleted" -> palette.red(cell);
      default -> cell;
    };
  }
}
