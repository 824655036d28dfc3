package dev.tokenly.tui.pane;

import dev.tokenly.tui.draw.Canvas;
import dev.tokenly.tui.draw.Role;
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
      canvas.text(2, 1, "Asking the server for " + words.what() + " …", Role.DIM);
      canvas.text(2, 2, "It comes by itself; meanwhile every key works.", Role.DIM);
    } else if (loaded.fields() == null) {
      canvas.text(2, 1, "The server did not tell: " + loaded.trouble(), Role.BAD);
      canvas.text(2, 2, "It is asked again by itself; r asks now.", Role.DIM);
    } else if (!filter.isEmpty()) {
      canvas.text(2, 1, limit.isEmpty()
          ? "Nothing matches the filter. Esc clears it."
          : "Nothing matches the filter yet: " + limit + ". Esc clears it.", Role.DIM);
    } else {
      canvas.text(2, 1, words.empty(), Role.DIM);
    }
  }
}
