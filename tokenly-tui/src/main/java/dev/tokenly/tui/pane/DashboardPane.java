package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.draw.Axis;
import dev.tokenly.tui.draw.Canvas;
import dev.tokenly.tui.draw.ColumnChart;
import dev.tokenly.tui.draw.Role;
import dev.tokenly.tui.draw.Series;
import dev.tokenly.tui.state.Key;
import dev.tokenly.tui.state.Loaded;
import dev.tokenly.tui.state.Notice;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import dev.tokenly.tui.state.Topic;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first look: what is spent, who reports, what needs somebody, how the server is. */
final class DashboardPane implements Pane {
  static final Question STATUS = Question.of(Topic.STATUS);
  private static final int DAYS = 30;
  private static final int DAYS_AHEAD = 7;

  static Question month(State state) {
    return Question.of(Topic.SUMMARY, Charts.since(DAYS + "d", Charts.today(state)));
  }

  private static Question trend(State state) {
    return Question.of(Topic.TREND, Charts.since(DAYS + "d", Charts.today(state)), "day", "cost", "");
  }

  private static final Question PROJECTION = Question.of(Topic.PROJECTION);
  private static final Question RECENT = Question.of(Topic.RECENT, "20");

  @Override
  public List<Question> questions(State state) {
    List<Question> questions = new ArrayList<>(List.of(STATUS, trend(state), Pace.BUDGETS, month(state)));
    questions.addAll(Cards.questions(state));
    questions.add(PROJECTION);
    questions.add(RECENT);
    return questions;
  }

  @Override
  public void draw(State state, Canvas canvas) {
    boolean isRoomy = canvas.width() >= 112 && canvas.height() >= 26;
    int top = isRoomy ? 5 : 3;
    Cards.draw(state, canvas.part(0, 0, canvas.width(), top), isRoomy);
    int lower = Math.clamp(canvas.height() / 4, 7, 14);
    int chart = canvas.height() - top - lower;
    trend(state, canvas.part(0, top, canvas.width(), chart).frame("Cost a day, " + DAYS + " days", Role.BORDER));
    Canvas below = canvas.below(top + chart);
    int across = isRoomy ? 3 : 2;
    int width = below.width() / across;
    Canvas first = below.part(0, 0, width, lower);
    Canvas last = below.part((across - 1) * width, 0, below.width() - (across - 1) * width, lower);
    StatusLines.draw(state, last.frame("Status", Role.BORDER));
    if (isRoomy) {
      models(state, first.frame("Models, " + DAYS + " days", Role.BORDER));
    }
    Canvas calls = isRoomy ? below.part(width, 0, width, lower) : first;
    recent(state, calls.frame("Latest calls", Role.BORDER));
  }

  private static void trend(State state, Canvas canvas) {
    Loaded loaded = state.known(trend(state));
    Fields trend = loaded.fields();
    if (trend == null) {
      Absent.draw(canvas, loaded, new Words("the trend", "No usage yet. An approved agent sends it.", ""));
      return;
    }
    List<String> names = new ArrayList<>(Charts.axis(trend, "cost").buckets());
    Fields projection = state.known(PROJECTION).fields();
    List<Fields> ahead = projection == null ? List.of() : projection.objects("projected_trend");
    List<Fields> next = ahead.subList(Math.min(1, ahead.size()), Math.min(1 + DAYS_AHEAD, ahead.size()));
    next.forEach(point -> names.add(Shown.text(point, "date").substring(5)));
    ColumnChart.Data data =
        new ColumnChart.Data(
            new Series("a day", Charts.values(trend.objects("data_points"))),
            new Series("expected", next.stream().mapToDouble(point -> Charts.number(point, "cost")).toArray()),
            Pace.daily(state),
            "budget a day");
    ColumnChart.draw(canvas, data, new Axis(Shown::money, names));
  }

  private static void models(State state, Canvas canvas) {
    Loaded loaded = state.known(month(state));
    Fields summary = loaded.fields();
    if (summary == null) {
      Absent.draw(canvas, loaded, new Words("models", "", ""));
    } else {
      Shares.draw(summary, "model_breakdown", canvas);
    }
  }

  private static void recent(State state, Canvas canvas) {
    List<Fields> records = new ArrayList<>(state.feed().records());
    Fields recent = state.known(RECENT).fields();
    if (recent != null) {
      List<String> ids = records.stream().map(record -> Shown.text(record, "record_id")).toList();
      recent.objects("records").stream().filter(r -> !ids.contains(Shown.text(r, "record_id"))).forEach(records::add);
    }
    if (records.isEmpty()) {
      Absent.draw(canvas, state.known(RECENT), new Words("calls", "No call yet. 2 approves machines.", ""));
    }
    for (int row = 0; row < Math.min(records.size(), canvas.height()); row++) {
      Fields record = records.get(row);
      String cost = Shown.money(Shown.decimal(record, "cost_usd"));
      String age = Shown.age(record, "timestamp", state.frame().now());
      canvas.right(row, cost, Role.STRONG);
      Canvas left = canvas.part(0, 0, canvas.width() - 9, canvas.height());
      int at = left.text(0, row, " ".repeat(Math.max(0, 4 - age.length())) + age + "  ", Role.DIM);
      at = left.text(at, row, Shown.text(record, "model") + "  ", Role.NORMAL);
      left.text(at, row, Shown.text(record, "hostname"), Role.DIM);
    }
  }

  @Override
  public @Nullable Step press(State state, Key key) {
    return switch (key.name()) {
      case "Enter" -> Step.to(state.on(StatusLines.where(state)));
      case "/" -> {
        Notice notice =
            Notice.of("The dashboard has no list to filter; 4 has one of calls", false, state.frame().now());
        yield Step.to(state.with(state.feed().saying(notice)));
      }
      default -> null;
    };
  }

  @Override
  public List<Binding> bindings(State state) {
    return List.of(
        new Binding("Enter", "what needs me"),
        new Binding("2", "clients"),
        new Binding("3", "analytics"),
        new Binding("4", "live"),
        new Binding("6", "budgets"));
  }

  @Override
  public String command(State state) {
    return "tokenly summary --since 30d";
  }

  @Override
  public String exported(State state) {
    Fields trend = state.known(trend(state)).fields();
    if (trend == null) {
      return "";
    }
    StringBuilder text = new StringBuilder("day\tcost\tcalls\n");
    for (Fields point : trend.objects("data_points")) {
      text.append(Shown.text(point, "timestamp")).append('\t').append(Shown.text(point, "value")).append('\t')
          .append(Shown.text(point, "count")).append('\n');
    }
    return text.toString();
  }
}
