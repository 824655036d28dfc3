package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.draw.Canvas;
import dev.tokenly.tui.draw.Column;
import dev.tokenly.tui.draw.Role;
import dev.tokenly.tui.draw.Series;
import dev.tokenly.tui.draw.Sparkline;
import dev.tokenly.tui.state.Key;
import dev.tokenly.tui.state.ListState;
import dev.tokenly.tui.state.Loaded;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import dev.tokenly.tui.state.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Usage as it arrives, the newest first, with how much came in the last minutes. */
final class LivePane implements Pane {
  static final Question RECENT = Question.of(Topic.RECENT, "200");
  private static final int MINUTES = 30;
  static final List<Cell> CELLS =
      List.of(
          Cell.of(Column.text("TIME", 8, 0), LivePane::time),
          Cell.of(Column.text("HOST", 12, 0), LivePane::host),
          Cell.of(Column.text("MODEL", 18, 0), "model"),
          Cell.count(Column.number("IN", 6, 1), "input_tokens"),
          Cell.count(Column.number("OUT", 6, 1), "output_tokens"),
          Cell.count(Column.number("CACHED", 6, 3), "cache_read_tokens"),
          Cell.money(Column.number("COST", 8, 0), "cost_usd"),
          Cell.of(Column.text("APPLICATION", 12, 2), "application"),
          Cell.of(Column.text("USER", 8, 4), "user_id"),
          Cell.of(Column.text("SERVICE", 9, 5), "service"),
          Cell.of(Column.text("SEEN BY", 7, 6), row -> String.join("+", row.texts("seen_by"))));

  private final ListPane list =
      new ListPane(
          new LiveRows(),
          CELLS,
          new ListPane.Behaviour(
              row -> Shown.text(row, "record_id"),
              (_, row) -> row.values().get("cost_usd") == null ? Role.WARNING : Role.NORMAL,
              List.of(),
              LivePane::lines),
          new Words("records", "No usage yet. It appears here within seconds of a call.", "tokenly tail"));

  private static String time(Fields record) {
    String time = Shown.text(record, "timestamp");
    return time.length() > 19 ? time.substring(11, 19) : time;
  }

  private static String host(Fields record) {
    return Shown.text(record, record.has("hostname") ? "hostname" : "client_id");
  }

  private static List<String> lines(State state, Fields row) {
    List<String> lines = new ArrayList<>();
    lines.add("How it came to its cost:  :explain " + Shown.text(row, "record_id"));
    if (row.values().get("cost_usd") == null) {
      lines.add("! no price is known for " + Shown.text(row, "model") + ": its cost is unknown, not zero");
    }
    lines.addAll(Details.lines(row));
    return lines;
  }

  /** What the stream brought and what was there before, each record once. */
  static List<Fields> records(State state) {
    List<Fields> records = new ArrayList<>(state.feed().records());
    Fields recent = state.known(RECENT).fields();
    if (recent != null) {
      Set<String> ids = new HashSet<>();
      records.forEach(record -> ids.add(Shown.text(record, "record_id")));
      Lists.rows(recent, "records").stream().filter(r -> !ids.contains(Shown.text(r, "record_id")))
          .forEach(records::add);
    }
    return records;
  }

  /** The records, filtered and ordered as long as somebody wants them so. */
  private static final class LiveRows implements Rows {
    private @Nullable State of;
    private List<Fields> made = List.of();

    @Override
    public List<Question> questions(State state) {
      return List.of(RECENT);
    }

    @SuppressWarnings("ReferenceEquality") // the same state: all its rows are asked for one by one
    private List<Fields> rows(State state) {
      if (of != state) {
        Filter filter = Filter.of(state.list().filter());
        List<Fields> rows = new ArrayList<>(records(state));
        rows.removeIf(row -> !filter.accepts(Cell.text(CELLS, row, state.frame().now())));
        ListState.Order order = state.list().order();
        made = order.column() < 0 ? rows : CELLS.get(order.column()).ordered(rows, order.isReversed());
        of = state;
      }
      return made;
    }

    @Override
    public int count(State state) {
      return rows(state).size();
    }

    @Override
    public @Nullable Fields row(State state, int number) {
      return number < count(state) ? rows(state).get(number) : null;
    }

    @Override
    public Loaded loaded(State state) {
      return state.known(RECENT);
    }
  }

  @Override
  public List<Question> questions(State state) {
    return list.questions(state);
  }

  @Override
  public void draw(State state, Canvas canvas) {
    pulse(state, canvas.part(0, 0, canvas.width(), 1));
    list.draw(state, canvas.below(1));
  }

  /** One line about the last half hour: calls, tokens and money a minute, each minute a column. */
  private static void pulse(State state, Canvas canvas) {
    double[] calls = new double[MINUTES];
    double cost = 0;
    double tokens = 0;
    int unpriced = 0;
    for (Fields record : records(state)) {
      Instant time = record.optionalTime("timestamp");
      long minutes = time == null ? MINUTES : Duration.between(time, state.frame().now()).toMinutes();
      if (minutes < MINUTES) {
        calls[(int) (MINUTES - 1 - Math.max(0, minutes))]++;
        cost += Charts.number(record, "cost_usd");
        tokens += Charts.number(record, "total_tokens");
        unpriced += record.values().get("cost_usd") == null ? 1 : 0;
      }
    }
    int at = canvas.text(0, 0, Sparkline.of(new Series("calls", calls), MINUTES, canvas.glyphs()), Role.series(1));
    double all = Arrays.stream(calls).sum();
    String said = "  30 min: " + Shown.count(all) + " calls  " + Shown.count(tokens) + " tokens  " + Shown.money(cost)
        + (unpriced == 0 ? "" : " and " + unpriced + " calls of unknown price");
    at = canvas.text(at, 0, said, Role.NORMAL);
    if (state.frame().isPaused()) {
      canvas.text(at + 2, 0, "paused: p goes on", Role.WARNING);
    }
  }

  @Override
  public @Nullable Step press(State state, Key key) {
    return list.press(state, key);
  }

  @Override
  public @Nullable Step click(State state, int column, int row) {
    return row == 0 ? null : list.click(state, column, row - 1);
  }

  @Override
  public List<Binding> bindings(State state) {
    List<Binding> bindings = new ArrayList<>(List.of(new Binding("p", "pause"), new Binding("/", "filter")));
    bindings.addAll(list.bindings(state));
    return bindings;
  }

  @Override
  public String status(State state) {
    return list.status(state);
  }

  @Override
  public String command(State state) {
    return list.command(state);
  }

  @Override
  public String exported(State state) {
    return list.exported(state);
  }
}
