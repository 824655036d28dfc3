package dev.tokenly.tui.draw;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.screen.Screen;
import com.googlecode.lanterna.screen.TerminalScreen;
import com.googlecode.lanterna.terminal.virtual.DefaultVirtualTerminal;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A screen without a terminal: what is drawn on it can be read as text. */
public final class Terminals {
  private Terminals() {}

  /** A started screen of that size in memory. */
  public static Screen inMemory(int columns, int rows) {
    try {
      Screen screen = new TerminalScreen(new DefaultVirtualTerminal(new TerminalSize(columns, rows)));
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
}
