package dev.tokenly.tui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.screen.Screen;
import com.googlecode.lanterna.screen.TerminalScreen;
import com.googlecode.lanterna.terminal.virtual.DefaultVirtualTerminal;
import dev.tokenly.tui.draw.Canvas;
import dev.tokenly.tui.draw.Glyphs;
import dev.tokenly.tui.draw.Terminals;
import dev.tokenly.tui.draw.Theme;
import dev.tokenly.tui.state.Msg;
import dev.tokenly.tui.state.Page;
import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** Whatever is typed and however the window is pulled about: no exception, and no cell that should not be there. */
class RobustnessTest {
  private static final List<String> KEYS =
      List.of(
          "Up", "Down", "Left", "Right", "PgUp", "PgDn", "Home", "End", "Tab", "BackTab", "Enter", "Esc", "Backspace",
          "Ctrl-K", "Ctrl-U", "Ctrl-W", "Ctrl-S", "Ctrl-R", "F1", "F5", "Ctrl-L");

  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(42);
  private final Canned canned = new Canned(Page.DASHBOARD, 120, 40, Canned.EVERYTHING);
  private final Theme theme = Theme.named("terminal");
  private final DefaultVirtualTerminal terminal = new DefaultVirtualTerminal(new TerminalSize(120, 40));

  @Test
  void leaves_no_stale_cell_after_two_thousand_random_keys_and_two_hundred_sizes() throws IOException {
    try (Screen screen = new TerminalScreen(terminal)) {
      screen.startScreen();
      for (int round = 0; round < 2000; round++) {
        canned.press(key());
        if (round % 10 == 0) {
          resize(round == 1000 ? 1 : random.nextInt(1, 220), round == 1000 ? 1 : random.nextInt(1, 70));
        }
        if (round % 4 == 0) {
          show(screen);
        }
        boolean isLongSinceAllWasDrawn = round % 20 == 16;
        if (isLongSinceAllWasDrawn) {
          assertEquals(fresh(), inTerminal(), "round " + round);
        }
      }
    }
  }

  private String key() {
    return random.nextInt(3) == 0 ? KEYS.get(random.nextInt(KEYS.size())) : Character.toString(32 + random.nextInt(95));
  }

  private void resize(int columns, int rows) {
    terminal.setTerminalSize(new TerminalSize(columns, rows));
    canned.handle(new Msg.Resized(columns, rows));
  }

  /** As the program does it: only what changed is sent, all of it after a new size. */
  private void show(Screen screen) throws IOException {
    boolean isWhole = screen.doResizeIfNecessary() != null;
    if (isWhole) {
      screen.clear();
    }
    View.draw(canned.state, Canvas.of(screen, theme, Glyphs.BRAILLE));
    screen.refresh(isWhole ? Screen.RefreshType.COMPLETE : Screen.RefreshType.DELTA);
  }

  private String fresh() {
    Screen screen = Terminals.inMemory(canned.state.frame().columns(), canned.state.frame().rows());
    View.draw(canned.state, Canvas.of(screen, theme, Glyphs.BRAILLE));
    return Terminals.styled(screen);
  }

  private String inTerminal() {
    Screen seen = Terminals.inMemory(canned.state.frame().columns(), canned.state.frame().rows());
    for (int row = 0; row < canned.state.frame().rows(); row++) {
      for (int column = 0; column < canned.state.frame().columns(); column++) {
        TextCharacter cell = terminal.getBufferCharacter(column, row);
        seen.setCharacter(column, row, cell);
        column += cell.isDoubleWidth() ? 1 : 0;
      }
    }
    return Terminals.styled(seen);
  }
}
