package dev.tokenly.tui;

import dev.tokenly.tui.draw.Glyphs;
import dev.tokenly.tui.state.Page;
import org.approvaltests.Approvals;
import org.approvaltests.reporters.QuietReporter;
import org.approvaltests.reporters.UseReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Golden screens of every page, small, usual and large, fine and plain. */
@UseReporter(QuietReporter.class)
class ScreensTest {
  @ParameterizedTest
  @EnumSource(Page.class)
  void looks_as_approved_at_every_size(Page page) {
    StringBuilder screens = new StringBuilder();
    for (int[] size : new int[][] {{80, 24}, {120, 40}, {200, 60}}) {
      for (Glyphs glyphs : new Glyphs[] {Glyphs.BRAILLE, Glyphs.ASCII}) {
        screens.append("== ").append(size[0]).append('x').append(size[1]).append(' ').append(glyphs).append('\n');
        screens.append(new Canned(page, size[0], size[1], Canned.EVERYTHING).drawn(glyphs));
      }
    }
    Approvals.verify(screens.toString(), Approvals.NAMES.withParameters(page.name()));
  }
}
