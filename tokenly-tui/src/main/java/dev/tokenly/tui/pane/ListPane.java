package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.draw.Canvas;
import dev.tokenly.tui.draw.Column;
import dev.tokenly.tui.draw.Role;
import dev.tokenly.tui.draw.Table;
import dev.tokenly.tui.state.Effect;
import dev.tokenly.tui.state.Key;
import dev.tokenly.tui.state.ListState;
import dev.tokenly.tui.state.Loaded;
import dev.tokenly.tui.state.Overlay;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A page that is a list: cursor, marks, filter, sort, tabs, actions on rows, a row's details behind Enter. */
final class ListPane implements Pane {
  private final Rows rows;
  private final List<Cell> cells;
  private final Behaviour behaviour;
  private final Words words;

  /** How rows are named and looked at, the tabs (none: an empty list), and what can be done to rows. */
  record Behaviour(Function<Fields, String> id, Function<Fields, Role> look, List<String> tabs, List<Action> actions) {}

  ListPane(Rows rows, List<Cell> cells, Behaviour behaviour, Words words) {
    this.rows = rows;
    this.cells = List.copyOf(cells);
    this.behaviour = behaviour;
    this.words = words;
  }

  @Override
  public List<Question> questions(State state) {
    return rows.questions(state);
  }

  @Override
  public String command() {
    return words.command();
  }

  @Override
  public void draw(State state, Canvas canvas) {
    int top = behaviour.tabs().isEmpty() ? 0 : tabs(state, canvas);
    String filter = state.list().filter();
    if (!filter.isEmpty()) {
      canvas.text(0, top++, "filter: " + filter + "  (Esc clears)", Role.WARNING);
    }
    Canvas body = canvas.below(top);
    Loaded loaded = rows.loaded(state);
    int count = rows.count(state);
    if (count == 0) {
      Absent.draw(body, loaded, words, filter);
      return;
    }
    Table table = new Table(cells.stream().map(Cell::column).toList());
    ListState list = state.list();
    int selected = Math.min(list.selected(), count - 1);
    int first = Math.clamp(list.first(), Math.max(0, selected - Math.max(1, body.height() - 2)), selected);
    table.draw(body, new Table.Window(count, first, selected), number -> row(state, number));
    body.right(0, selected + 1 + "/" + count, Role.DIM);
  }

  private int tabs(State state, Canvas canvas) {
    int at = 0;
    for (int number = 0; number < behaviour.tabs().size(); number++) {
      boolean isOpen = number == state.list().tab();
      String name = isOpen ? "[" + behaviour.tabs().get(number) + "]" : " " + behaviour.tabs().get(number) + " ";
      at = canvas.text(at, 0, name, isOpen ? Role.STRONG : Role.DIM) + 1;
    }
    return 1;
  }

  private Table.Row row(State state, int number) {
    Fields row = rows.row(state, number);
    if (row == null) {
      return new Table.Row(cells.stream().map(_ -> "…").toList(), Role.DIM);
    }
    boolean isMarked = state.list().marked().contains(behaviour.id().apply(row));
    List<String> texts = new ArrayList<>();
    for (Cell cell : cells) {
      texts.add(cell.value().of(row, state.frame().now()));
    }
    if (isMarked) {
      texts.set(0, "* " + texts.getFirst());
    }
    return new Table.Row(texts, isMarked ? Role.MARKED : behaviour.look().apply(row));
  }

  @Override
  public @Nullable Step press(State state, Key key) {
    ListState list = state.list();
    int count = rows.count(state);
    int inSight = state.frame().bodyRows() - (behaviour.tabs().isEmpty() ? 1 : 2);
    return switch (key.name()) {
      case "Up", "k" -> Step.to(state.with(list.moved(-1, count, inSight)));
      case "Down", "j" -> Step.to(state.with(list.moved(1, count, inSight)));
      case "PgUp" -> Step.to(state.with(list.moved(-inSight, count, inSight)));
      case "PgDn" -> Step.to(state.with(list.moved(inSight, count, inSight)));
      case "Home" -> Step.to(state.with(list.moved(-count, count, inSight)));
      case "End", "G" -> Step.to(state.with(list.moved(count, count, inSight)));
      case "Tab" -> tab(state, 1);
      case "BackTab" -> tab(state, -1);
      case " " -> mark(state, count, inSight);
      case "s" -> behaviour.actions().stream().anyMatch(a -> a.key().equals("s")) ? act(state, key) : sort(state);
      case "S" -> sort(state);
      case "y" -> copy(state);
      case "Enter" -> details(state);
      default -> act(state, key);
    };
  }

  private @Nullable Step tab(State state, int by) {
    int tabs = behaviour.tabs().size();
    return tabs == 0 ? null : Step.to(state.with(state.list().onTab(Math.floorMod(state.list().tab() + by, tabs))));
  }

  private Step mark(State state, int count, int inSight) {
    Fields row = rows.row(state, state.list().selected());
    return row == null
        ? Step.to(state)
        : Step.to(state.with(state.list().toggled(behaviour.id().apply(row)).moved(1, count, inSight)));
  }

  private Step sort(State state) {
    int next = state.list().sort() + 1 >= cells.size() ? -1 : state.list().sort() + 1;
    return Step.to(state.with(state.list().sorted(next)));
  }

  private Step copy(State state) {
    Fields row = rows.row(state, state.list().selected());
    return row == null ? Step.to(state) : Step.to(state, new Effect.Copy(behaviour.id().apply(row)));
  }

  private Step details(State state) {
    Fields row = rows.row(state, state.list().selected());
    return row == null
        ? Step.to(state)
        : Step.to(state.with(new Overlay.Reading(behaviour.id().apply(row), Details.lines(row), 0)));
  }

  private @Nullable Step act(State state, Key key) {
    for (Action action : behaviour.actions()) {
      if (key.is(action.key()) && state.person().may(action.permission())) {
        List<Fields> targets = targets(state);
        boolean needsNone = action.name().startsWith("new") || action.name().startsWith("verify");
        return targets.isEmpty() && !needsNone ? Step.to(state) : action.work().on(state, targets);
      }
    }
    return null;
  }

  private List<Fields> targets(State state) {
    List<Fields> marked = new ArrayList<>();
    if (!state.list().marked().isEmpty()) {
      for (int number = 0; number < rows.count(state); number++) {
        Fields row = rows.row(state, number);
        if (row != null && state.list().marked().contains(behaviour.id().apply(row))) {
          marked.add(row);
        }
      }
      return marked;
    }
    Fields row = rows.row(state, Math.min(state.list().selected(), Math.max(0, rows.count(state) - 1)));
    return row == null ? List.of() : List.of(row);
  }

  @Override
  public List<Binding> bindings(State state) {
    List<Binding> bindings = new ArrayList<>();
    for (Action action : behaviour.actions()) {
      if (state.person().may(action.permission())) {
        bindings.add(new Binding(action.key(), action.name()));
      }
    }
    bindings.add(new Binding("Enter", "details"));
    bindings.add(new Binding("Space", "mark"));
    bindings.add(new Binding("S", "sort"));
    if (!behaviour.tabs().isEmpty()) {
      bindings.add(new Binding("Tab", "next tab"));
    }
    bindings.add(new Binding("y", "copy"));
    return bindings;
  }

  @Override
  public String exported(State state) {
    StringBuilder text = new StringBuilder();
    text.append(cells.stream().map(Cell::column).map(Column::heading).collect(Collectors.joining("\t"))).append('\n');
    for (int number = 0; number < rows.count(state); number++) {
      text.append(String.join("\t", row(state, number).cells()).replace('\n', ' ')).append('\n');
    }
    return text.toString();
  }
}
