package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.draw.Canvas;
import dev.tokenly.tui.draw.Role;
import dev.tokenly.tui.state.Choice;
import dev.tokenly.tui.state.Key;
import dev.tokenly.tui.state.ListState;
import dev.tokenly.tui.state.Overlay;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where the tokens go: over time, by group with drill-down, by hour of the week, and what is to come. */
final class AnalyticsPane implements Pane {
  private static final List<String> RANGES = List.of("24h", "7d", "30d", "90d", "365d");
  private static final List<String> METRICS =
      List.of("cost", "total_tokens", "input_tokens", "output_tokens", "cache_read_tokens", "request_count");
  private static final int CONTROLS = 2;

  @Override
  public List<Question> questions(State state) {
    return AnalyticsView.of(state.choice()).questions(state);
  }

  @Override
  public void draw(State state, Canvas canvas) {
    Choice choice = state.choice();
    int at = 0;
    for (AnalyticsView view : AnalyticsView.values()) {
      boolean isOpen = view == AnalyticsView.of(choice);
      String name = isOpen ? "[" + view.title() + "]" : " " + view.title() + " ";
      at = canvas.text(at, 0, name, isOpen ? Role.STRONG : Role.DIM);
    }
    at = canvas.text(0, 1, choice.metric().replace('_', ' ') + ", " + choice.range(), Role.ACCENT);
    at = canvas.text(at, 1, "  everything", Role.DIM);
    for (Choice.Group group : choice.path()) {
      at = canvas.text(at, 1, " " + canvas.glyphs().pointer() + " ", Role.DIM);
      at = canvas.text(at, 1, group.dimension().replace("_id", "") + " " + group.name(), Role.STRONG);
    }
    AnalyticsView.of(choice).draw(state, canvas.below(CONTROLS));
  }

  @Override
  public @Nullable Step press(State state, Key key) {
    Choice choice = state.choice();
    int rows = Rankings.of(state).size();
    int inSight = Math.max(1, state.frame().bodyRows() / 2 - 3);
    return switch (key.name()) {
      case "Tab", "Right", "l" -> viewing(state, 1);
      case "BackTab", "Left", "h" -> viewing(state, -1);
      case "t" -> Step.to(state.with(choice.inRange(next(RANGES, choice.range(), 1))));
      case "T" -> menu(state, "Time range", RANGES, choice::inRange);
      case "m" -> Step.to(state.with(choice.of(next(METRICS, choice.metric(), 1))));
      case "M" -> menu(state, "Metric", METRICS, choice::of);
      case "Up", "k" -> Step.to(state.with(state.list().moved(-1, rows, inSight)));
      case "Down", "j" -> Step.to(state.with(state.list().moved(1, rows, inSight)));
      case "PgUp" -> Step.to(state.with(state.list().moved(-inSight, rows, inSight)));
      case "PgDn" -> Step.to(state.with(state.list().moved(inSight, rows, inSight)));
      case "Home" -> Step.to(state.with(state.list().moved(-rows, rows, inSight)));
      case "End", "G" -> Step.to(state.with(state.list().moved(rows, rows, inSight)));
      case "Enter" -> into(state);
      case "Esc" -> choice.path().isEmpty() ? null : Step.to(state.with(choice.out()).with(ListState.START));
      default -> null;
    };
  }

  private static Step viewing(State state, int by) {
    List<AnalyticsView> all = List.of(AnalyticsView.values());
    int at = all.indexOf(AnalyticsView.of(state.choice()));
    AnalyticsView next = all.get(Math.floorMod(at + by, all.size()));
    return Step.to(state.with(state.choice().viewing(next.title())).with(ListState.START));
  }

  private static Step menu(State state, String title, List<String> values, Function<String, Choice> choose) {
    List<Overlay.Menu.Item> items = new ArrayList<>();
    for (String value : values) {
      items.add(
          new Overlay.Menu.Item("", value.replace('_', ' '), now -> Step.to(now.with(choose.apply(value)))));
    }
    return Step.to(state.with(new Overlay.Menu(title, items, 0)));
  }

  private static String next(List<String> all, String now, int by) {
    return all.get(Math.floorMod(all.indexOf(now) + by, all.size()));
  }

  /** Into the group under the cursor: everything then shows only that, by the next dimension. */
  private static @Nullable Step into(State state) {
    List<Fields> rankings = Rankings.of(state);
    AnalyticsView view = AnalyticsView.of(state.choice());
    int at = Math.min(state.list().selected(), rankings.size() - 1);
    if (at < 0 || view.dimension().isEmpty()) {
      return null;
    }
    Fields row = rankings.get(at);
    String value = Shown.text(row, row.has("client_id") ? "client_id" : "name");
    Choice.Group group = new Choice.Group(view.dimension(), value, Rankings.name(row));
    Choice deeper = state.choice().into(group).viewing(view.deeper().title());
    return Step.to(state.with(deeper).with(ListState.START));
  }

  @Override
  public @Nullable Step click(State state, int column, int row) {
    int at = 0;
    for (AnalyticsView view : AnalyticsView.values()) {
      int end = at + view.title().length() + 2;
      if (row == 0 && column >= at && column < end) {
        return Step.to(state.with(state.choice().viewing(view.title())).with(ListState.START));
      }
      at = end;
    }
    return null;
  }

  @Override
  public List<Binding> bindings(State state) {
    return List.of(
        new Binding("Tab", "view"),
        new Binding("t", "time"),
        new Binding("m", "metric"),
        new Binding("Enter", "drill in"),
        new Binding("Esc", "out"),
        new Binding("T", "choose the time"),
        new Binding("M", "choose the metric"));
  }

  @Override
  public String status(State state) {
    int rows = Rankings.of(state).size();
    return rows == 0 ? "" : Math.min(state.list().selected() + 1, rows) + " of " + rows;
  }

  @Override
  public String command(State state) {
    Choice choice = state.choice();
    StringBuilder command = new StringBuilder(AnalyticsView.of(choice).command(choice));
    for (Choice.Group group : choice.path()) {
      command.append(" --").append(group.dimension().replace("_id", "")).append(' ').append(group.name());
    }
    return command.toString();
  }

  @Override
  public String exported(State state) {
    return Rankings.exported(state);
  }
}
