package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.draw.Canvas;
import dev.tokenly.tui.draw.Column;
import dev.tokenly.tui.draw.Glyphs;
import dev.tokenly.tui.draw.Role;
import dev.tokenly.tui.draw.Table;
import dev.tokenly.tui.state.Effect;
import dev.tokenly.tui.state.Key;
import dev.tokenly.tui.state.ListState;
import dev.tokenly.tui.state.Overlay;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import dev.tokenly.tui.state.Topic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A page that is a list: cursor, marks, filter, order, actions on rows, and what is told of the row under the cursor. */
final class ListPane implements Pane {
  private static final int ROOMY = 118;

  private final Rows rows;
  private final List<Cell> cells;
  private final Behaviour behaviour;
  private final Words words;
  private final Sorting sorting;

  /** How rows are named and look, what can be done to them, and what is told of one. */
  record Behaviour(
      Function<Fields, String> id, BiFunction<State, Fields, Role> look, List<Action> actions, Beside beside) {
    Behaviour {
      actions = List.copyOf(actions);
    }
  }

  ListPane(Rows rows, List<Cell> cells, Behaviour behaviour, Words words) {
    this.rows = rows;
    this.cells = List.copyOf(cells);
    this.behaviour = behaviour;
    this.words = words;
    this.sorting = new Sorting(cells, behaviour.actions().stream().map(Action::key).toList());
  }

  @Override
  public List<Question> questions(State state) {
    List<Question> questions = new ArrayList<>(rows.questions(state));
    Fields row = selected(state);
    if (row != null) {
      questions.addAll(behaviour.beside().questions(state, row));
    }
    return questions;
  }

  @Override
  public String command(State state) {
    return words.command();
  }

  private int count(State state) {
    return rows.count(state);
  }

  private @Nullable Fields selected(State state) {
    int count = count(state);
    return count == 0 ? null : rows.row(state, Math.min(state.list().selected(), count - 1));
  }

  @Override
  public void draw(State state, Canvas canvas) {
    int count = count(state);
    if (count == 0) {
      Absent.draw(canvas, rows.loaded(state), words, state.list().filter(), rows.limit(state));
      return;
    }
    Fields row = selected(state);
    if (row == null || canvas.width() < ROOMY || state.frame().isWide()) {
      table(state, canvas, count);
      return;
    }
    int left = canvas.width() * 62 / 100;
    table(state, canvas.part(0, 0, left, canvas.height()), count);
    Canvas right = canvas.part(left + 1, 0, canvas.width() - left - 1, canvas.height());
    behaviour.beside().draw(state, row, right.frame(behaviour.id().apply(row), Role.BORDER));
  }

  private void table(State state, Canvas canvas, int count) {
    ListState list = state.list();
    int selected = Math.min(list.selected(), count - 1);
    int first = Math.clamp(list.first(), Math.max(0, selected - Math.max(1, canvas.height() - 1) + 1), selected);
    new Table(columns(state, canvas.glyphs()))
        .draw(canvas, new Table.Window(count, first, selected), number -> row(state, number));
  }

  private List<Column> columns(State state, Glyphs glyphs) {
    List<Column> columns = new ArrayList<>();
    for (int at = 0; at < cells.size(); at++) {
      Column column = cells.get(at).column();
      ListState.Order order = state.list().order();
      columns.add(order.column() == at ? column.marked(order.isReversed() ? glyphs.up() : glyphs.down()) : column);
    }
    return columns;
  }

  private Table.Row row(State state, int number) {
    Fields row = rows.row(state, number);
    if (row == null) {
      return new Table.Row(cells.stream().map(_ -> "…").toList(), Role.DIM);
    }
    boolean isMarked = state.list().marked().containsKey(behaviour.id().apply(row));
    List<String> texts = new ArrayList<>();
    for (Cell cell : cells) {
      texts.add(cell.value().of(row, state.frame().now()));
    }
    if (isMarked) {
      texts.set(0, "* " + texts.getFirst());
    }
    return new Table.Row(texts, isMarked ? Role.MARKED : behaviour.look().apply(state, row));
  }

  @Override
  public String status(State state) {
    int count = count(state);
    ListState list = state.list();
    List<String> parts = new ArrayList<>();
    if (count > 0) {
      parts.add(Math.min(list.selected() + 1, count) + " of " + count);
    }
    if (!list.marked().isEmpty()) {
      parts.add(list.marked().size() + " marked");
    }
    if (list.order().column() >= 0) {
      parts.add("by " + cells.get(list.order().column()).column().heading() + (list.order().isReversed() ? " ^" : ""));
    }
    String limit = rows.limit(state);
    if (!limit.isEmpty()) {
      parts.add("! " + limit);
    }
    return String.join("  ", parts);
  }

  @Override
  public @Nullable Step press(State state, Key key) {
    ListState list = state.list();
    int count = count(state);
    int inSight = Math.max(1, state.frame().bodyRows() - 2);
    return switch (key.name()) {
      case "Up", "k" -> Step.to(state.with(list.moved(-1, count, inSight)));
      case "Down", "j" -> Step.to(state.with(list.moved(1, count, inSight)));
      case "PgUp", "Ctrl-B" -> Step.to(state.with(list.moved(-inSight, count, inSight)));
      case "PgDn", "Ctrl-F" -> Step.to(state.with(list.moved(inSight, count, inSight)));
      case "Home" -> Step.to(state.with(list.moved(-count, count, inSight)));
      case "End", "G" -> Step.to(state.with(list.moved(count, count, inSight)));
      case " " -> mark(state, count, inSight);
      case "S" -> sorting.menu(state);
      case "y" -> copy(state);
      case "Enter" -> details(state);
      default -> acted(state, key);
    };
  }

  private @Nullable Step acted(State state, Key key) {
    Step done = act(state, key);
    if (done != null || isAction(key)) {
      return done == null ? Step.to(state) : done;
    }
    return key.is("s") ? sorting.menu(state) : sorting.press(state, key);
  }

  private boolean isAction(Key key) {
    return behaviour.actions().stream().anyMatch(action -> key.is(action.key()));
  }

  @Override
  public @Nullable Step click(State state, int column, int row) {
    int count = count(state);
    ListState list = state.list();
    int inSight = Math.max(1, state.frame().bodyRows() - 2);
    int first = Math.clamp(list.first(), Math.max(0, list.selected() - inSight + 1), Math.max(0, list.selected()));
    int number = first + row - 1;
    if (row < 1 || number >= count) {
      return null;
    }
    return number == list.selected() ? details(state) : Step.to(state.with(list.on(number, inSight)));
  }

  private Step mark(State state, int count, int inSight) {
    Fields row = selected(state);
    return row == null
        ? Step.to(state)
        : Step.to(state.with(state.list().toggled(behaviour.id().apply(row), row).moved(1, count, inSight)));
  }

  private Step copy(State state) {
    Fields row = selected(state);
    return row == null ? Step.to(state) : Step.to(state, new Effect.Copy(behaviour.id().apply(row)));
  }

  private Step details(State state) {
    Fields row = selected(state);
    return row == null
        ? Step.to(state)
        : Step.to(state.with(
            Overlay.Reading.of(behaviour.id().apply(row), state, now -> behaviour.beside().lines(now, row))));
  }

  private @Nullable Step act(State state, Key key) {
    for (Action action : behaviour.actions()) {
      if (key.is(action.key()) && state.person().may(action.permission())) {
        List<Fields> targets = targets(state, action.target());
        boolean isMissing = targets.isEmpty() && action.target() != Action.Target.NONE;
        return isMissing ? Step.to(state) : action.work().on(state, targets);
      }
    }
    return null;
  }

  private List<Fields> targets(State state, Action.Target target) {
    if (target == Action.Target.MARKED && !state.list().marked().isEmpty()) {
      return marked(state);
    }
    Fields row = selected(state);
    return row == null ? List.of() : List.of(row);
  }

  /** All that is marked: as it is now where it is here, else as it was when it was marked. */
  private List<Fields> marked(State state) {
    Map<String, Fields> marked = new LinkedHashMap<>(state.list().marked());
    for (int number = 0; number < count(state); number++) {
      Fields row = rows.row(state, number);
      if (row != null) {
        marked.computeIfPresent(behaviour.id().apply(row), (_, _) -> row);
      }
    }
    return List.copyOf(marked.values());
  }

  @Override
  public List<Binding> bindings(State state) {
    List<Binding> bindings = new ArrayList<>();
    for (Action action : behaviour.actions()) {
      bindings.add(new Binding(action.key(), action.name(), state.person().may(action.permission())));
    }
    bindings.add(new Binding("Enter", "details"));
    bindings.add(new Binding("Space", "mark"));
    bindings.add(new Binding("S", "sort"));
    bindings.add(new Binding("y", "copy"));
    return bindings;
  }

  @Override
  public String exported(State state) {
    StringBuilder text = new StringBuilder();
    text.append(cells.stream().map(Cell::column).map(Column::heading).collect(Collectors.joining("\t"))).append('\n');
    Set<String> ids = new HashSet<>();
    for (int number = 0; number < count(state); number++) {
      Fields row = rows.row(state, number);
      // What came in between two chunks has moved a row from one into the other.
      if (row != null && ids.add(behaviour.id().apply(row))) {
        text.append(
            cells.stream()
                .map(cell -> Exported.cell(cell.value().of(row, state.frame().now())))
                .collect(Collectors.joining("\t")))
            .append('\n');
      }
    }
    return text.toString();
  }

  @Override
  public List<Question> whole(State state) {
    return rows.whole(state);
  }

  @Override
  public String limit(State state) {
    int most = Lists.MOST_CHUNKS * Topic.CHUNK;
    int count = count(state);
    return count > most ? "only the first " + most + " of " + count + "; " + words.command() + " has all" : "";
  }
}
