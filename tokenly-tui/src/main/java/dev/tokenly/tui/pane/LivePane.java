package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.draw.Canvas;
import dev.tokenly.tui.draw.Role;
import dev.tokenly.tui.state.Key;
import dev.tokenly.tui.state.ListState;
import dev.tokenly.tui.state.Overlay;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import dev.tokenly.tui.state.Topic;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Usage as it arrives, the newest first. */
final class LivePane implements Pane {
  private static final Question RECENT = Question.of(Topic.RECENT);

  @Override
  public List<Question> questions(State state) {
    return List.of(RECENT);
  }

  private static List<Fields> records(State state) {
    List<Fields> records = new ArrayList<>(state.feed().records());
    Fields recent = state.known(RECENT).fields();
    if (recent != null) {
      List<String> ids = records.stream().map(record -> Shown.text(record, "record_id")).toList();
      recent.objects("records").stream().filter(r -> !ids.contains(Shown.text(r, "record_id"))).forEach(records::add);
    }
    Filter filter = Filter.of(state.list().filter());
    return records.stream().filter(record -> filter.accepts(line(record))).toList();
  }

  /** One record in one line: time, host, service, model, tokens, cost, application. */
  static String line(Fields record) {
    String time = Shown.text(record, "timestamp");
    String host = record.has("hostname") ? Shown.text(record, "hostname") : Shown.text(record, "client_id");
    return (time.length() > 19 ? time.substring(11, 19) : time)
        + "  " + pad(host, 12)
        + "  " + pad(Shown.text(record, "model"), 20)
        + "  in " + pad(Shown.count(record.optionalDecimal("input_tokens")), 6)
        + " out " + pad(Shown.count(record.optionalDecimal("output_tokens")), 6)
        + " " + pad(Shown.money(record.optionalDecimal("cost_usd")), 9)
        + " " + Shown.text(record, "application");
  }

  private static String pad(String text, int width) {
    String cut = text.length() > width ? text.substring(0, width) : text;
    return cut + " ".repeat(width - cut.length());
  }

  @Override
  public void draw(State state, Canvas canvas) {
    String pause = state.frame().isPaused() ? "paused; p goes on" : "p pauses";
    canvas.text(0, 0, pause, state.frame().isPaused() ? Role.WARNING : Role.DIM);
    List<Fields> records = records(state);
    if (records.isEmpty()) {
      Words words = new Words("records", "No usage yet. It appears here within seconds of a call.", "");
      Absent.draw(canvas.below(1), state.known(RECENT), words, state.list().filter());
      return;
    }
    ListState list = state.list();
    for (int row = 1; row < canvas.height() && list.first() + row - 1 < records.size(); row++) {
      int number = list.first() + row - 1;
      boolean isSelected = number == list.selected();
      if (isSelected) {
        canvas.row(row, Role.SELECTED);
      }
      canvas.text(0, row, line(records.get(number)), isSelected ? Role.SELECTED : Role.NORMAL);
    }
  }

  @Override
  public @Nullable Step press(State state, Key key) {
    List<Fields> records = records(state);
    int inSight = state.frame().bodyRows() - 1;
    ListState list = state.list();
    return switch (key.name()) {
      case "Up", "k" -> Step.to(state.with(list.moved(-1, records.size(), inSight)));
      case "Down", "j" -> Step.to(state.with(list.moved(1, records.size(), inSight)));
      case "PgUp" -> Step.to(state.with(list.moved(-inSight, records.size(), inSight)));
      case "PgDn" -> Step.to(state.with(list.moved(inSight, records.size(), inSight)));
      case "Enter" -> list.selected() < records.size() ? details(state, records.get(list.selected())) : null;
      default -> null;
    };
  }

  private static Step details(State state, Fields record) {
    return Step.to(state.with(new Overlay.Reading("record", Details.lines(record), 0)));
  }

  @Override
  public List<Binding> bindings(State state) {
    return List.of(new Binding("p", "pause"), new Binding("Enter", "details"), new Binding("/", "filter"));
  }

  @Override
  public String command() {
    return "tokenly tail";
  }

  @Override
  public String exported(State state) {
    return String.join("\n", records(state).stream().map(LivePane::line).toList()) + "\n";
  }
}
