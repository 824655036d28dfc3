package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import java.util.List;

/** Something a list does: its key, name and permission; not offered to who may not. */
record Action(String key, String name, String permission, boolean needsRows, Work work) {

  /** What it leads to for the marked rows, or the one under the cursor. */
  @FunctionalInterface
  interface Work {
    Step on(State state, List<Fields> rows);
  }

  /** Something done to rows. */
  static Action onRows(String key, String name, String permission, Work work) {
    return new Action(key, name, permission, true, work);
  }

  /** Something that needs no row. */
  static Action always(String key, String name, String permission, Work work) {
    return new Action(key, name, permission, false, work);
  }
}
