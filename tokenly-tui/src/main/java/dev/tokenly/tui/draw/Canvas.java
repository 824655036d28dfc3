package dev.tokenly.tui.draw;

import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.screen.Screen;

/**
 * A rectangle of the screen to draw on; what lies outside is cut off, so that no view can fail for want of room. Every
 * text passes {@link Text#clean} or {@link Text#full}: there is no other way onto the screen.
 */
public final class Canvas {
  private final Screen screen;
  private final Area area;
  private final Theme theme;
  private final Glyphs glyphs;

  /** A rectangle: left column, top row, width and height. */
  private record Area(int left, int top, int width, int height) {}

  private Canvas(Screen screen, Area area, Theme theme, Glyphs glyphs) {
    this.screen = screen;
    this.area = area;
    this.theme = theme;
    this.glyphs = glyphs;
  }

  /** The same canvas on which everything but the cursor's line is greyed: what is drawn may no longer be so. */
  public Canvas faded() {
    return new Canvas(screen, area, theme.faded(), glyphs);
  }

  /** The whole screen. */
  public static Canvas of(Screen screen, Theme theme, Glyphs glyphs) {
    Area all = new Area(0, 0, screen.getTerminalSize().getColumns(), screen.getTerminalSize().getRows());
    return new Canvas(screen, all, theme, glyphs);
  }

  public int width() {
    return area.width;
  }

  public int height() {
    return area.height;
  }

  public Glyphs glyphs() {
    return glyphs;
  }

  /** A part of this canvas; sizes beyond its edges are cut. */
  public Canvas part(int left, int top, int width, int height) {
    int x = Math.clamp(left, 0, area.width);
    int y = Math.clamp(top, 0, area.height);
    Area inner =
        new Area(
            area.left + x,
            area.top + y,
            Math.clamp(width, 0, area.width - x),
            Math.clamp(height, 0, area.height - y));
    return new Canvas(screen, inner, theme, glyphs);
  }

  /** Everything but {@code rows} at the top. */
  public Canvas below(int rows) {
    return part(0, rows, area.width, area.height - rows);
  }

  /** Puts text on a row from a column on; answers the column behind it. */
  public int text(int column, int row, String text, Role role) {
    return put(column, row, Text.clean(text), role);
  }

  /** The same with emoji and marks as they are: for what is read, not for columns, which would run into each other. */
  public int full(int column, int row, String text, Role role) {
    return put(column, row, glyphs == Glyphs.ASCII ? Text.clean(text) : Text.full(text), role);
  }

  private int put(int column, int row, String harmless, Role role) {
    int at = column;
    int end;
    for (int index = 0; index < harmless.length(); index = end) {
      end = Clusters.end(harmless, index);
      int width = Clusters.width(harmless, index, end);
      if (at >= 0 && at + width <= area.width) {
        boolean isPlain = end == index + 1 && Clusters.isPlain(harmless.charAt(index));
        put(at, row,
            isPlain
                ? theme.cell(harmless.charAt(index), role)
                : new ScreenCell(harmless.substring(index, end), width == 2, theme.look(role)));
      }
      at += width;
    }
    return at;
  }

  /** Puts text that ends at the canvas' right edge. */
  public void right(int row, String text, Role role) {
    String clean = Text.cut(Text.clean(text), area.width, glyphs);
    text(area.width - Text.width(clean), row, clean, role);
  }

  /** Puts one character into one cell. */
  void put(int column, int row, char c, Role role) {
    put(column, row, theme.cell(c, role));
  }

  private void put(int column, int row, TextCharacter cell) {
    if (column >= 0 && row >= 0 && column < area.width && row < area.height) {
      screen.setCharacter(area.left + column, area.top + row, cell);
    }
  }

  /** Fills a whole row, e.g. behind a selected line. */
  public void row(int row, Role role) {
    for (int column = 0; column < area.width; column++) {
      put(column, row, ' ', role);
    }
  }

  /** Fills everything with blanks. */
  public void clear() {
    boolean isWhole = area.width == screen.getTerminalSize().getColumns()
        && area.height == screen.getTerminalSize().getRows();
    if (isWhole && theme.isPlain()) {
      screen.clear();
      return;
    }
    for (int row = 0; row < area.height; row++) {
      row(row, Role.NORMAL);
    }
  }

  /** Draws a frame with a title along the edges and answers the room inside it. */
  public Canvas frame(String title, Role role) {
    for (int column = 1; column < area.width - 1; column++) {
      put(column, 0, glyphs.horizontal(), role);
      put(column, area.height - 1, glyphs.horizontal(), role);
    }
    for (int row = 1; row < area.height - 1; row++) {
      put(0, row, glyphs.vertical(), role);
      put(area.width - 1, row, glyphs.vertical(), role);
    }
    put(0, 0, glyphs.corner(0), role);
    put(area.width - 1, 0, glyphs.corner(1), role);
    put(0, area.height - 1, glyphs.corner(2), role);
    put(area.width - 1, area.height - 1, glyphs.corner(3), role);
    if (!title.isEmpty()) {
      text(2, 0, " " + Text.cut(Text.clean(title), area.width - 6, glyphs) + " ", Role.TITLE);
    }
    return part(1, 1, area.width - 2, area.height - 2);
  }
}
