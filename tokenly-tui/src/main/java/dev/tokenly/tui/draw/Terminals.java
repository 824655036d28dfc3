package dev.tokenly.tui.draw;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.TextColor;
import com.googlecode.lanterna.screen.Screen;
import com.googlecode.lanterna.screen.TerminalScreen;
import com.googlecode.lanterna.terminal.virtual.DefaultVirtualTerminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/** A screen without a terminal: what is drawn on it can be read as text. */
public final class Terminals {
  private Terminals() {}

  /** A started screen of that size in memory. */
  public static Screen inMemory(int columns, int rows) {
    try {
      Screen screen = new TerminalScreen(new DefaultVirtualTerminal(new TerminalSize(columns, rows)), ScreenCell.BLANK);
      screen.startScreen();
      return screen;
    } catch (IOException e) {
      throw new UncheckedIOException("a screen in memory failed", e);
    }
  }

  /** What was drawn, a line a row, without blanks at the ends of lines. */
  public static String text(Screen screen) {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < screen.getTerminalSize().getRows(); row++) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < screen.getTerminalSize().getColumns(); column++) {
        TextCharacter cell = screen.getBackCharacter(column, row);
        line.append(cell.getCharacterString());
        column += cell.isDoubleWidth() ? 1 : 0;
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** The same with every change of look written out as {@code {colour+attributes}}, for pictures that are compared. */
  public static String styled(Screen screen) {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < screen.getTerminalSize().getRows(); row++) {
      StringBuilder line = new StringBuilder();
      String look = "";
      for (int column = 0; column < screen.getTerminalSize().getColumns(); column++) {
        TextCharacter cell = screen.getBackCharacter(column, row);
        String next = look(cell);
        if (!next.equals(look)) {
          line.append('{').append(next).append('}');
          look = next;
        }
        line.append(cell.getCharacterString());
        column += cell.isDoubleWidth() ? 1 : 0;
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static String look(TextCharacter cell) {
    StringBuilder look = new StringBuilder();
    if (cell.getForegroundColor() != TextColor.ANSI.DEFAULT) {
      look.append(cell.getForegroundColor().toString().toLowerCase(Locale.ROOT));
    }
    if (cell.getBackgroundColor() != TextColor.ANSI.DEFAULT) {
      look.append(" on ").append(cell.getBackgroundColor().toString().toLowerCase(Locale.ROOT));
    }
    cell.getModifiers().stream().sorted()
        .forEach(each -> look.append('+').append(each.name().toLowerCase(Locale.ROOT)));
    return look.toString();
  }
}
