package dev.tokenly.tui.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextColor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How themes look, to people who see no difference between red and green too. */
class ThemeTest {
  private static final int SERIES = 8;
  /** A colour difference (CIE76) nobody overlooks between two areas that touch. */
  private static final double CLEAR = 10;

  @ParameterizedTest
  @ValueSource(strings = {"terminal", "256", "truecolor"})
  void series_that_touch_can_be_told_apart_without_red_and_green(String name) {
    Theme theme = Theme.named(name);
    List<String> confused = new ArrayList<>();
    for (int number = 0; number < SERIES; number++) {
      int next = (number + 1) % SERIES;
      double difference =
          Deuteranopia.difference(
              theme.look(Role.series(number)).foreground(), theme.look(Role.series(next)).foreground());
      if (difference < CLEAR) {
        confused.add(number + " and " + next + ": " + difference);
      }
    }
    assertEquals(List.of(), confused);
  }

  @ParameterizedTest
  @ValueSource(strings = {"BRAILLE", "BLOCK", "ASCII"})
  void every_series_has_a_fill_and_a_mark_of_its_own(String name) {
    Glyphs glyphs = Glyphs.valueOf(name);
    Set<Character> fills = new HashSet<>();
    Set<Character> marks = new HashSet<>();
    for (int number = 0; number < SERIES; number++) {
      fills.add(glyphs.fill(number));
      marks.add(glyphs.mark(number));
    }
    assertEquals(SERIES, fills.size());
    assertEquals(SERIES, marks.size());
  }

  @Test
  void no_colour_is_no_colour_and_still_shows_where_one_is() {
    Theme none = Theme.named("none");
    for (Role role : Role.values()) {
      assertEquals(TextColor.ANSI.DEFAULT, none.look(role).foreground(), role.name());
      assertEquals(TextColor.ANSI.DEFAULT, none.look(role).background(), role.name());
    }
    assertTrue(none.look(Role.SELECTED).attributes().contains(SGR.REVERSE));
    assertTrue(none.look(Role.BAD).attributes().contains(SGR.BOLD));
  }

  @Test
  void high_contrast_is_white_on_black_but_for_signals() {
    Theme contrast = Theme.named("contrast");
    for (Role role : Role.values()) {
      assertEquals(TextColor.ANSI.BLACK, contrast.look(role).background(), role.name());
    }
    assertEquals(TextColor.ANSI.WHITE_BRIGHT, contrast.look(Role.DIM).foreground());
    assertEquals(TextColor.ANSI.RED_BRIGHT, contrast.look(Role.BAD).foreground());
  }

  @Test
  void the_environment_takes_colour_away_and_never_guesses_more() {
    assertEquals("none", Theme.fitting(Map.of("NO_COLOR", "1", "TERM", "xterm")).name());
    assertEquals("none", Theme.fitting(Map.of("TERM", "dumb")).name());
    assertEquals("terminal", Theme.fitting(Map.of("TERM", "xterm-256color", "COLORTERM", "truecolor")).name());
    assertEquals("terminal", Theme.fitting(Map.of("NO_COLOR", "", "TERM", "xterm")).name());
  }

  @Test
  void what_is_out_of_date_is_dim_and_the_banner_is_not() {
    Theme faded = Theme.named("terminal").faded();
    assertEquals(faded.look(Role.DIM), faded.look(Role.GOOD));
    assertNotEquals(faded.look(Role.DIM), faded.look(Role.BANNER));
  }

  @Test
  void a_theme_nobody_knows_names_those_there_are() {
    IllegalArgumentException unknown = assertThrows(IllegalArgumentException.class, () -> Theme.named("neon"));
    Theme.NAMES.forEach(name -> assertTrue(String.valueOf(unknown.getMessage()).contains(name)));
  }
}
