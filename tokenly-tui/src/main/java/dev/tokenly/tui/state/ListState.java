package dev.tokenly.tui.state;

import java.util.HashSet;
import java.util.Set;

/** Where a list stands: the row under the cursor, the first in sight, what is marked, filter, sort column and tab. */
public record ListState(int selected, int first, Set<String> marked, String filter, int sort, int tab) {
  public static final ListState START = new ListState(0, 0, Set.of(), "", -1, 0);

  public ListState {
    marked = Set.copyOf(marked);
  }

  /** Moves the cursor within {@code rows}, keeping it within a window of {@code inSight} rows. */
  public ListState moved(int by, int rows, int inSight) {
    int to = Math.clamp((long) selected + by, 0, Math.max(0, rows - 1));
    int top = Math.clamp(first, Math.max(0, to - Math.max(1, inSight) + 1), to);
    return new ListState(to, top, marked, filter, sort, tab);
  }

  /** Marks a row, or unmarks it. */
  public ListState toggled(String id) {
    Set<String> next = new HashSet<>(marked);
    if (!next.remove(id)) {
      next.add(id);
    }
    return new ListState(selected, first, next, filter, sort, tab);
  }

  public ListState unmarked() {
    return new ListState(selected, first, Set.of(), filter, sort, tab);
  }

  public ListState filtered(String text) {
    return new ListState(0, 0, marked, text, sort, tab);
  }

  public ListState sorted(int column) {
    return new ListState(0, 0, marked, filter, column, tab);
  }

  public ListState onTab(int number) {
    return new ListState(0, 0, Set.of(), filter, sort, number);
  }
}
