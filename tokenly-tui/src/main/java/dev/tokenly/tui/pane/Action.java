package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import java.util.List;
import java.util.function.BiFunction;

/** Something a list does: its key, name and permission; not offered to who may not. */
record Action(String key, String name, String permission, Target target, Work work) {

  /** What it is done to. */
  enum Target {
    /** Nothing that is in the list. */
    NONE,
    /** The row under the cursor, whatever is marked. */
    ROW,
    /** The marked rows, else the one under the cursor. */
    MARKED
  }

  /** What it leads to for its rows. */
  @FunctionalInterface
  interface Work {
    Step on(State state, List<Fields> rows);
  }

  /** Something done to rows, to all that are marked at once. */
  static Action onRows(String key, String name, String permission, Work work) {
    return new Action(key, name, permission, Target.MARKED, work);
  }

  /** Something done to one row at a time. */
  static Action onRow(String key, String name, String permission, BiFunction<State, Fields, Step> work) {
    return new Action(key, name, permission, Target.ROW, (state, rows) -> work.apply(state, rows.getFirst()));
  }

  /** Something that needs no row. */
  static Action always(String key, String name, String permission, Work work) {
    return new Action(key, name, permission, Target.NONE, work);
  }
}
