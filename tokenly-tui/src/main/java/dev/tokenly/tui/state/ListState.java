package dev.tokenly.tui.state;

import dev.tokenly.model.json.Fields;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a list stands: the row under the cursor, the first in sight, what is marked, filter, order and tab. A marked row
 * is kept as it was seen: what is done to marks is done to all of them, however far the list was scrolled or filtered since.
 */
public record ListState(int selected, int first, Map<String, Fields> marked, String filter, Order order, int tab) {
  /** By which column rows are ordered (-1: as they come), and whether the other way round. */
  public record Order(int column, boolean isReversed) {
    public static final Order NONE = new Order(-1, false);

    /** By that column; by it the other way round when it is the one already. */
    public Order by(int other) {
      return new Order(other, other == column && !isReversed);
    }
  }

  public static final ListState START = new ListState(0, 0, Map.of(), "", Order.NONE, 0);

  public ListState {
    marked = Collections.unmodifiableMap(new LinkedHashMap<>(marked));
  }

  /** Moves the cursor within {@code rows}, keeping it within a window of {@code inSight} rows. */
  public ListState moved(int by, int rows, int inSight) {
    int last = Math.max(0, rows - 1);
    return on(Math.clamp((long) Math.min(selected, last) + by, 0, last), inSight);
  }

  /** With the cursor on a row, in a window of {@code inSight} rows around it. */
  public ListState on(int row, int inSight) {
    int top = Math.clamp(first, Math.max(0, row - Math.max(1, inSight) + 1), row);
    return new ListState(row, top, marked, filter, order, tab);
  }

  /** Marks a row, or unmarks it. */
  public ListState toggled(String id, Fields row) {
    Map<String, Fields> next = new LinkedHashMap<>(marked);
    if (next.remove(id) == null) {
      next.put(id, row);
    }
    return new ListState(selected, first, next, filter, order, tab);
  }

  public ListState unmarked() {
    return new ListState(selected, first, Map.of(), filter, order, tab);
  }

  public ListState filtered(String text) {
    return new ListState(0, 0, marked, text, order, tab);
  }

  public ListState ordered(Order next) {
    return new ListState(0, 0, marked, filter, next, tab);
  }

  public ListState onTab(int number) {
    return new ListState(0, 0, Map.of(), "", Order.NONE, number);
  }
}
