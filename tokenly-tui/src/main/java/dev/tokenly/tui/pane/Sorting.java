package dev.tokenly.tui.pane;

import dev.tokenly.tui.state.Key;
import dev.tokenly.tui.state.ListState;
import dev.tokenly.tui.state.Overlay;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** By which column a list is ordered: chosen in a menu, or at once by the column's capital letter; again: reversed. */
final class Sorting {
  /** Capital letters that mean something on every page. */
  private static final Set<String> TAKEN = Set.of("G", "S", "Y", "E");

  private final List<String> headings;
  private final List<String> letters;

  Sorting(List<Cell> cells, List<String> actionKeys) {
    this.headings = cells.stream().map(cell -> cell.column().heading()).toList();
    this.letters = letters(cells, actionKeys);
  }

  /** Each column's letter: the first of its heading that is free, those that are always shown first; none without one. */
  private static List<String> letters(List<Cell> cells, List<String> actionKeys) {
    Set<String> taken = new HashSet<>(TAKEN);
    taken.addAll(actionKeys);
    Map<Cell, String> letters = new HashMap<>();
    for (Cell cell : cells.stream().sorted(Comparator.comparingInt(each -> each.column().dropOrder())).toList()) {
      String letter =
          cell.column().heading().toUpperCase(Locale.ROOT)
              .chars()
              .mapToObj(Character::toString)
              .filter(each -> Character.isLetter(each.charAt(0)) && !taken.contains(each))
              .findFirst()
              .orElse("");
      taken.add(letter);
      letters.put(cell, letter);
    }
    return cells.stream().map(cell -> letters.getOrDefault(cell, "")).toList();
  }

  Step menu(State state) {
    List<Overlay.Menu.Item> items = new ArrayList<>();
    for (int column = 0; column < headings.size(); column++) {
      int by = column;
      items.add(new Overlay.Menu.Item(letters.get(column), headings.get(column), now -> by(now, by)));
    }
    items.add(
        new Overlay.Menu.Item("0", "as they come", now -> Step.to(now.with(now.list().ordered(ListState.Order.NONE)))));
    return Step.to(state.with(new Overlay.Menu("Sort by (again: the other way round)", items, 0)));
  }

  @Nullable
  Step press(State state, Key key) {
    int column = letters.indexOf(key.name());
    return column < 0 ? null : by(state, column);
  }

  private static Step by(State state, int column) {
    return Step.to(state.with(state.list().ordered(state.list().order().by(column))));
  }
}
