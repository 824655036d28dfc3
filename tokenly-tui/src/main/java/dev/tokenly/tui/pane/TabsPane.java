package dev.tokenly.tui.pane;

import dev.tokenly.tui.draw.Canvas;
import dev.tokenly.tui.draw.Role;
import dev.tokenly.tui.state.Key;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several panes on one page, one of them shown; Tab and the arrows go from one to the next. */
final class TabsPane implements Pane {
  private final List<Tab> tabs;

  /** A pane and its name. */
  record Tab(String name, Pane pane) {}

  TabsPane(List<Tab> tabs) {
    this.tabs = List.copyOf(tabs);
  }

  private Pane shown(State state) {
    return tabs.get(Math.min(state.list().tab(), tabs.size() - 1)).pane();
  }

  @Override
  public List<Question> questions(State state) {
    return shown(state).questions(state);
  }

  @Override
  public void draw(State state, Canvas canvas) {
    int at = 0;
    for (int number = 0; number < tabs.size(); number++) {
      boolean isOpen = number == state.list().tab();
      String name = tabs.get(number).name();
      at = canvas.text(at, 0, isOpen ? "[" + name + "]" : " " + name + " ", isOpen ? Role.STRONG : Role.DIM) + 1;
    }
    shown(state).draw(state, canvas.below(1));
  }

  @Override
  public @Nullable Step press(State state, Key key) {
    Step done = shown(state).press(state, key);
    if (done != null) {
      return done;
    }
    return switch (key.name()) {
      case "Tab", "Right", "l" -> tab(state, state.list().tab() + 1);
      case "BackTab", "Left", "h" -> tab(state, state.list().tab() - 1);
      default -> null;
    };
  }

  private Step tab(State state, int number) {
    return Step.to(state.with(state.list().onTab(Math.floorMod(number, tabs.size()))));
  }

  @Override
  public @Nullable Step click(State state, int column, int row) {
    if (row > 0) {
      return shown(state).click(state, column, row - 1);
    }
    int at = 0;
    for (int number = 0; number < tabs.size(); number++) {
      int end = at + tabs.get(number).name().length() + 3;
      if (column >= at && column < end) {
        return tab(state, number);
      }
      at = end;
    }
    return null;
  }

  @Override
  public List<Binding> bindings(State state) {
    List<Binding> bindings = new ArrayList<>(shown(state).bindings(state));
    bindings.add(new Binding("Tab", "next list"));
    return bindings;
  }

  @Override
  public String status(State state) {
    return shown(state).status(state);
  }

  @Override
  public String command(State state) {
    return shown(state).command(state);
  }

  @Override
  public String exported(State state) {
    return shown(state).exported(state);
  }

  @Override
  public List<Question> whole(State state) {
    return shown(state).whole(state);
  }

  @Override
  public String limit(State state) {
    return shown(state).limit(state);
  }
}
