package dev.tokenly.cli.output;

import dev.tokenly.cli.terminal.Palette;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Lays out rows of cells. On a terminal it fits the width: long texts are shortened, columns give way in the order of their
 * rank, numbers are never shortened. Where that would not do, and in a narrow terminal before anything would be left out, a
 * list becomes a few labelled lines a row. Elsewhere nothing is shortened or dropped.
 */
final class Table {
  private static final int GAP = 2;
  private static final int SHORTEST_TEXT = 8;
  /** A text longer than this gives way before a column does. */
  private static final int LONG_TEXT = 32;
  /** Below this a table that does not fit as it is becomes a list. */
  private static final int NARROW = 80;

  private final List<Column> columns;
  private final List<List<String>> rows;
  private final List<Integer> widths;
  private final List<Integer> shown;

  /** A page of a table; {@code least} are the widths of the pages before and become those of this one. */
  Table(List<Column> columns, List<List<String>> rows, List<Integer> least) {
    this.columns = columns;
    this.rows = rows;
    for (int at = least.size(); at < columns.size(); at++) {
      least.add(TextWidth.of(columns.get(at).title()));
    }
    for (List<String> row : rows) {
      for (int at = 0; at < columns.size(); at++) {
        least.set(at, Math.max(least.get(at), TextWidth.of(row.get(at))));
      }
    }
    this.widths = new ArrayList<>(least);
    this.shown = new ArrayList<>(IntStream.range(0, columns.size()).boxed().toList());
  }

  /**
   * How a table is drawn: the width to fit (0: none), colours, what stands for something left out, and whether rows must stay
   * one line each as long as that is possible at all.
   */
  record Look(int width, Palette palette, String ellipsis, boolean inLines) {}

  /** The titles of the columns there was no room for, once the lines are made. */
  List<String> dropped() {
    return IntStream.range(0, columns.size()).filter(at -> !shown.contains(at)).mapToObj(at -> columns.get(at).title())
        .toList();
  }

  /** The table's lines, the titles first when they are wanted. */
  List<String> lines(Look look, boolean titled) {
    if (look.width() > 0) {
      boolean isList = look.width() < NARROW && total() > look.width() && !look.inLines();
      if (!isList) {
        fit(look.width());
      }
      if (total() > look.width()) {
        return cards(look);
      }
    }
    List<String> lines = new ArrayList<>();
    if (titled) {
      lines.add(look.palette().bold(line(columns.stream().map(Column::title).toList(), look)));
    }
    rows.forEach(row -> lines.add(line(row, look)));
    return lines;
  }

  private void fit(int width) {
    List<Integer> natural = List.copyOf(widths);
    shorten(width, LONG_TEXT);
    while (total() > width && shown.size() > 1) {
      Integer first = shown.stream().max(Comparator.comparingInt(at -> columns.get(at).rank())).orElseThrow();
      if (columns.get(first).rank() == 0) {
        break;
      }
      shown.removeIf(first::equals);
    }
    shorten(width, SHORTEST_TEXT);
    for (int at : shown) {
      int spare = Math.max(0, width - total());
      widths.set(at, Math.min(natural.get(at), widths.get(at) + spare));
    }
  }

  /** Takes room from the longest texts until the table fits or none is longer than {@code least}. */
  private void shorten(int width, int least) {
    for (int tooMuch = total() - width; tooMuch > 0; tooMuch--) {
      Integer longest = longestText(least);
      if (longest == null) {
        return;
      }
      widths.set(longest, widths.get(longest) - 1);
    }
  }

  private @Nullable Integer longestText(int least) {
    return shown.stream()
        .filter(at -> !columns.get(at).kind().isNumber() && widths.get(at) > least)
        .max(Comparator.comparingInt(widths::get))
        .orElse(null);
  }

  private int total() {
    return shown.stream().mapToInt(widths::get).sum() + GAP * (shown.size() - 1);
  }

  /** The rows one below the other, for a terminal too narrow for a table. */
  private List<String> cards(Look look) {
    int label = shown.stream().mapToInt(at -> TextWidth.of(columns.get(at).title())).max().orElse(0) + GAP;
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      for (int at : shown) {
        String title = columns.get(at).title();
        String room = " ".repeat(label - TextWidth.of(title));
        int width = Math.max(SHORTEST_TEXT, look.width() - label);
        String cell =
            columns.get(at).kind().isNumber() ? row.get(at) : TextWidth.cut(row.get(at), width, look.ellipsis());
        lines.add(look.palette().dim(title) + room + painted(cell, columns.get(at).kind(), look.palette()));
      }
      lines.add("");
    }
    return lines;
  }

  private String line(List<String> cells, Look look) {
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
      case "pending", "processing", "warn", "warning", "suspended" -> palette.yellow(cell);
      case "rejected", "failed", "fail", "crashed", "over", "deleted" -> palette.red(cell);
      default -> cell;
    };
  }
}
