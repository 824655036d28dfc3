package dev.tokenly.tui.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.screen.Screen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells are as wide as Lanterna takes them to be, and nothing on a screen must be looked up to know it. */
class ScreenCellTest {
  private static final Theme THEME = Theme.named("terminal");

  @ParameterizedTest
  @ValueSource(chars = {' ', 'a', '█', '⣿', '漢', 'ｱ', '한', '　', '□', '─'})
  void is_as_wide_as_it_was(char c) {
    Theme.Look look = THEME.look(Role.BAD);
    TextCharacter before = TextCharacter.fromCharacter(c, look.foreground(), look.background())[0];
    assertEquals(before.isDoubleWidth(), THEME.cell(c, Role.BAD).isDoubleWidth());
    assertEquals(before.getCharacterString(), THEME.cell(c, Role.BAD).getCharacterString());
  }

  @Test
  void is_all_that_a_screen_is_made_of() {
    Screen screen = Terminals.inMemory(60, 16);
    Canvas canvas = Canvas.of(screen, THEME, Glyphs.BRAILLE);
    canvas.clear();
    canvas.text(3, 3, "漢字 x", Role.GOOD);
    for (int row = 0; row < 16; row++) {
      for (int column = 0; column < 60; column++) {
        boolean isRightHalf = row == 3 && (column == 4 || column == 6);
        if (!isRightHalf) {
          assertInstanceOf(ScreenCell.class, screen.getBackCharacter(column, row), column + " " + row);
        }
      }
    }
  }
}
