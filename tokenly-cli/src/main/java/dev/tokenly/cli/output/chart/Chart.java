package dev.tokenly.cli.output.chart;

import dev.tokenly.cli.output.TextWidth;
import dev.tokenly.cli.terminal.Glyphs;
import dev.tokenly.cli.terminal.Palette;
import dev.tokenly.model.Display;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * Draws a {@link Plot}: an axis with amounts at the left, dates below, a legend where there are several series. Series
 * differ by glyph as well as by colour.
 */
public final class Chart {
  private static final int ROWS = 10;
  private static final String EIGHTHS = " ▁▂▃▄▅▆▇█";
  private static final String FILLS = "█▓▒░▚▞";
  private static final String ASCII_FILLS = "#=+-o*";

  private final Plot plot;
  private final Look look;

  public Chart(Plot plot, Look look) {
    this.plot = plot;
    this.look = look;
  }

  /** How to draw: bars or a line, the cells there are, what to draw with, and how amounts are written. */
  public record Look(Style style, int columns, Glyphs glyphs, Palette palette, DoubleFunction<String> amount) {}

  /** Bars (stacked when there are several series) or a line. */
  public enum Style {
    BARS,
    LINE
  }

  /** The chart's lines. */
  public List<String> lines() {
    double top = plot.highest();
    if (top <= 0 || plot.labels().isEmpty()) {
      return List.of();
    }
    int axis = Math.max(TextWidth.of(look.amount().apply(top)), TextWidth.of(look.amount().apply(top / 2)));
    int room = Math.max(10, look.columns() - axis - 3);
    Grid grid = new Grid(Math.min(room, width(room)), ROWS);
    if (look.style() == Style.LINE && look.glyphs() == Glyphs.BRAILLE) {
      new Dots(grid).draw(plot, top);
    } else {
      bars(grid, top);
    }
    compare(grid, top);
    mark(grid, top);
    return framed(grid, top, axis);
  }

  private int width(int room) {
    int buckets = plot.labels().size();
    return buckets >= room ? room : Math.max(1, room / buckets) * buckets;
  }

  private int bucketAt(Grid grid, int column) {
    return (int) ((long) column * plot.labels().size() / grid.columns());
  }

  private boolean isGap(Grid grid, int column) {
    int perBucket = grid.columns() / plot.labels().size();
    return perBucket >= 3 && column % perBucket == perBucket - 1;
  }

  private void bars(Grid grid, double top) {
    for (int column = 0; column < grid.columns(); column++) {
      if (!isGap(grid, column)) {
        bar(grid, column, bucketAt(grid, column), top);
      }
    }
  }

  private void bar(Grid grid, int column, int bucket, double top) {
    boolean single = plot.series().size() == 1;
    if (single && look.glyphs() != Glyphs.ASCII) {
      int eighths = (int) Math.round(plot.total(bucket) / top * ROWS * 8);
      int least = plot.total(bucket) > 0 ? Math.max(1, eighths) : 0;
      for (int row = 0; row < ROWS; row++) {
        int level = Math.clamp(least - row * 8L, 0, 8);
        grid.put(column, ROWS - 1 - row, EIGHTHS.charAt(level), level == 0 ? -1 : 0);
      }
      return;
    }
    double reached = 0;
    int from = 0;
    String fills = look.glyphs() == Glyphs.ASCII ? ASCII_FILLS : FILLS;
    for (int number = 0; number < plot.series().size(); number++) {
      reached += plot.series().get(number).values().get(bucket);
      int to = (int) Math.round(reached / top * ROWS);
      for (int row = from; row < to; row++) {
        grid.put(column, ROWS - 1 - row, fills.charAt(number % fills.length()), number);
      }
      from = Math.max(from, to);
    }
  }

  private void compare(Grid grid, double top) {
    List<Double> before = plot.before();
    if (before == null) {
      return;
    }
    int dot = look.glyphs() == Glyphs.ASCII ? '.' : '·';
    for (int column = 0; column < grid.columns(); column++) {
      int bucket = bucketAt(grid, column);
      double value = bucket < before.size() ? before.get(bucket) : 0;
      grid.put(column, row(value, top), dot, 1);
    }
  }

  private void mark(Grid grid, double top) {
    Double mark = plot.mark();
    if (mark == null) {
      return;
    }
    int line = look.glyphs() == Glyphs.ASCII ? '-' : '╌';
    for (int column = 0; column < grid.columns(); column++) {
      grid.put(column, row(mark, top), line, 3);
    }
  }

  private static int row(double value, double top) {
    return Math.clamp(ROWS - 1 - (long) Math.floor(value / top * (ROWS - 0.001)), 0, ROWS - 1);
  }

  private List<String> framed(Grid grid, double top, int axis) {
    boolean ascii = look.glyphs() == Glyphs.ASCII;
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      String amount = row == 0 ? look.amount().apply(top) : row == ROWS / 2 ? look.amount().apply(top / 2) : "";
      String tick = ascii ? "|" : amount.isEmpty() ? "│" : "┤";
      String room = " ".repeat(Math.max(0, axis - TextWidth.of(amount)));
      lines.add(room + amount + ' ' + look.palette().dim(tick) + grid.line(row, look.palette()));
    }
    String floor = (ascii ? "+" : "└") + (ascii ? "-" : "─").repeat(grid.columns());
    lines.add(" ".repeat(axis + 1) + look.palette().dim(floor));
    lines.add(" ".repeat(axis + 2) + dates(grid.columns()));
    if (plot.series().size() > 1 || plot.before() != null || plot.mark() != null) {
      legend(Math.max(20, look.columns() - axis - 2)).forEach(line -> lines.add(" ".repeat(axis + 2) + line));
    }
    return lines;
  }

  private String dates(int columns) {
    List<String> labels = plot.labels();
    String first = labels.getFirst();
    String last = labels.size() > 1 ? labels.getLast() : "";
    String middle = labels.size() > 4 ? labels.get(labels.size() / 2) : "";
    int room = columns - first.length() - last.length();
    if (room < middle.length() + 2) {
      return first + " ".repeat(Math.max(1, room)) + last;
    }
    int left = (room - middle.length()) / 2;
    return first + " ".repeat(left) + middle + " ".repeat(room - middle.length() - left) + last;
  }

  /** Names of what is drawn, as many on a line as fit. */
  private List<String> legend(int room) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int width = 0;
    for (Entry entry : entries()) {
      int wider = 2 + TextWidth.of(entry.name());
      if (width > 0 && width + 3 + wider > room) {
        lines.add(line.toString());
        line.setLength(0);
        width = 0;
      }
      line.append(width == 0 ? "" : "   ");
      line.append(look.palette().series(entry.series(), entry.glyph())).append(' ').append(entry.name());
      width += (width == 0 ? 0 : 3) + wider;
    }
    lines.add(line.toString());
    return lines;
  }

  private record Entry(int series, String glyph, String name) {}

  private List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    boolean ascii = look.glyphs() == Glyphs.ASCII;
    String fills = ascii ? ASCII_FILLS : FILLS;
    for (int number = 0; number < plot.series().size() && plot.series().size() > 1; number++) {
      String name = TextWidth.cut(Display.clean(plot.series().get(number).name()), 28, "...");
      String glyph = String.valueOf(fills.charAt(number % fills.length()));
      entries.add(new Entry(number, glyph, name.isEmpty() ? "(none)" : name));
    }
    if (plot.before() != null) {
      entries.add(new Entry(1, ascii ? "." : "·", "the period before"));
    }
    if (plot.mark() != null) {
      entries.add(new Entry(3, ascii ? "-" : "╌", "budget"));
    }
    return entries;
  }
}
