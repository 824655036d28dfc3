package dev.tokenly.cli.output;

import dev.tokenly.cli.terminal.Palette;
import dev.tokenly.cli.terminal.Terminal;
import dev.tokenly.model.Display;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tables and labelled lines: fitted and rounded for people at a terminal, whole and exact in a pipe. */
final class Paper {
  private final Terminal terminal;
  private final Palette palette;
  private final Clock clock;
  private final boolean wide;
  private final boolean inLines;

  Paper(Terminal terminal, Palette palette, Clock clock, boolean wide, boolean inLines) {
    this.terminal = terminal;
    this.palette = palette;
    this.clock = clock;
    this.wide = wide;
    this.inLines = inLines;
  }

  /** A page of a table: titled when it is the first, and at least as wide as the pages before. */
  void table(
      View view,
      List<? extends Map<String, ? extends @Nullable Object>> rows,
      List<Integer> widths,
      boolean isFirst) {
    if (rows.isEmpty()) {
      if (isFirst) {
        terminal.say(view.whenEmpty());
      }
      return;
    }
    List<Column> columns = view.columns().stream().filter(column -> column.rank() < Column.WIDE || wide).toList();
    List<List<String>> cells = rows.stream().map(row -> cells(columns, row)).toList();
    int width = terminal.tty().out() ? terminal.columns() : 0;
    Table table = new Table(columns, cells, widths);
    Table.Look look = new Table.Look(width, palette, terminal.isUnicode() ? "…" : "...", inLines);
    table.lines(look, isFirst).forEach(terminal::line);
    if (wide && isFirst && !table.dropped().isEmpty()) {
      terminal
          .say("no room for " + String.join(", ", table.dropped()) + "; in a pipe, --csv and --json they are there");
    }
  }

  private List<String> cells(List<Column> columns, Map<String, ? extends @Nullable Object> row) {
    List<String> line = new ArrayList<>();
    for (Column column : columns) {
      Object value = column.kind() == Kind.MONEY && Cells.isUnpriced(row) ? null : Cells.at(row, column.path());
      line.add(cell(value, column.kind()));
    }
    return line;
  }

  private String cell(@Nullable Object value, Kind kind) {
    if (terminal.tty().out()) {
      return Cells.human(value, kind, clock);
    }
    boolean isMoment = kind == Kind.MOMENT && value instanceof String;
    return Cells.exact(isMoment ? Times.at(clock.getZone(), String.valueOf(value), true) : value);
  }

  /** Labels and values; on a terminal a long value goes on below itself. */
  void sheet(List<Output.Line> lines) {
    List<String> labels = lines.stream().map(line -> Display.escaped(line.label())).toList();
    int width = labels.stream().mapToInt(TextWidth::of).max().orElse(0) + 2;
    int room = terminal.tty().out() ? Math.max(10, terminal.columns() - width) : Integer.MAX_VALUE;
    for (int at = 0; at < lines.size(); at++) {
      String label = labels.get(at) + " ".repeat(width - TextWidth.of(labels.get(at)));
      List<String> parts = TextWidth.wrap(cell(lines.get(at).value(), lines.get(at).kind()), room);
      terminal.line(palette.dim(label) + String.join('\n' + " ".repeat(width), parts));
    }
  }
}
