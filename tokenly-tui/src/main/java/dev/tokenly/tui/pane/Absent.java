package dev.tokenly.tui.pane;

import dev.tokenly.tui.draw.Canvas;
import dev.tokenly.tui.draw.Role;
import dev.tokenly.tui.draw.Text;
import dev.tokenly.tui.state.Loaded;

/** The three texts of a page that has nothing to show: on its way, not to be had, none there. */
final class Absent {
  private Absent() {}

  static void draw(Canvas canvas, Loaded loaded, Words words) {
    draw(canvas, loaded, words, "", "");
  }

  /** Of a list that is filtered, and of which not all was looked through. */
  static void draw(Canvas canvas, Loaded loaded, Words words, String filter, String limit) {
    if (loaded.fields() == null && loaded.trouble() == null) {
      write(canvas, Role.DIM, "Asking the server for " + words.what() + " …",
          "It comes by itself; meanwhile every key works.");
    } else if (loaded.fields() == null) {
      write(canvas, Role.BAD, "The server did not tell: " + loaded.trouble(),
          "It is asked again by itself; r asks now.");
    } else if (!filter.isEmpty()) {
      String so = limit.isEmpty() ? "Nothing matches the filter." : "Nothing matches the filter yet: " + limit + ".";
      write(canvas, Role.DIM, so + " Esc clears it.", "");
    } else {
      write(canvas, Role.DIM, words.empty(), "");
    }
  }

  /** What is the matter, however long it is, and the next step below it. */
  private static void write(Canvas canvas, Role role, String what, String step) {
    int row = 1;
    for (String line : Text.wrapped(Text.clean(what), canvas.width() - 4, 0)) {
      canvas.text(2, row++, line, role);
    }
    for (String line : Text.wrapped(step, canvas.width() - 4, 0)) {
      canvas.text(2, row++, line, Role.DIM);
    }
  }
}
