package dev.tokenly.tui;

import dev.tokenly.tui.draw.Glyphs;
import dev.tokenly.tui.state.Page;
import java.util.function.Function;
import org.approvaltests.Approvals;
import org.approvaltests.reporters.QuietReporter;
import org.approvaltests.reporters.UseReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Golden screens of every page, small, usual and large: in colour, without, and in plain characters. */
@UseReporter(QuietReporter.class)
class ScreensTest {
  @ParameterizedTest
  @EnumSource(Page.class)
  void looks_as_approved_in_colour(Page page) {
    verify(page, "colour", screen -> screen.styled("terminal", Glyphs.BRAILLE));
  }

  @ParameterizedTest
  @EnumSource(Page.class)
  void looks_as_approved_without_colour(Page page) {
    verify(page, "mono", screen -> screen.styled("none", Glyphs.BLOCK));
  }

  @ParameterizedTest
  @EnumSource(Page.class)
  void looks_as_approved_in_plain_characters(Page page) {
    verify(page, "ascii", screen -> screen.drawn(Glyphs.ASCII));
  }

  private static void verify(Page page, String look, Function<Canned, String> draw) {
    StringBuilder screens = new StringBuilder();
    for (int[] size : new int[][] {{80, 24}, {120, 40}, {200, 60}}) {
      Canned screen = new Canned(page, size[0], size[1], Canned.EVERYTHING);
      screens.append("== ").append(size[0]).append('x').append(size[1]).append('\n').append(draw.apply(screen));
    }
    Approvals.verify(screens.toString(), Approvals.NAMES.withParameters(page.name(), look));
  }
}
