package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.draw.Canvas;
import dev.tokenly.tui.draw.Column;
import dev.tokenly.tui.draw.HeatMap;
import dev.tokenly.tui.draw.LineChart;
import dev.tokenly.tui.draw.Role;
import dev.tokenly.tui.draw.Series;
import dev.tokenly.tui.draw.StackedBars;
import dev.tokenly.tui.draw.Table;
import dev.tokenly.tui.state.Choice;
import dev.tokenly.tui.state.Key;
import dev.tokenly.tui.state.ListState;
import dev.tokenly.tui.state.Loaded;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import dev.tokenly.tui.state.Topic;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where the tokens go: over time, by group with drill-down, by hour of the week, and what is to come. */
final class AnalyticsPane implements Pane {
  private static final List<String> VIEWS =
      List.of("overview", "models", "services", "applications", "clients", "heat", "forecast");
  private static final List<String> DIMENSIONS =
      List.of("model", "model", "service", "application", "client_id", "model", "model");
  private static final List<String> RANGES = List.of("24h", "7d", "30d", "90d", "365d");
  private static final List<String> METRICS =
      List.of("cost", "total_tokens", "input_tokens", "output_tokens", "request_count");

  private static String dimension(Choice choice) {
    return DIMENSIONS.get(Math.max(0, VIEWS.indexOf(choice.view())));
  }

  private static Question trend(Choice choice) {
    boolean isHeat = choice.view().equals("heat");
    boolean isWhole = choice.view().equals("overview") || isHeat || choice.view().equals("forecast");
    String interval = isHeat || choice.range().equals("24h") ? "hour" : "day";
    String group = isWhole ? "" : dimension(choice);
    return Question.of(
        Topic.TREND, choice.range(), interval, choice.metric(), group, choice.filterDimension(), choice.filterValue());
  }

  private static Question top(Choice choice) {
    return Question.of(
        Topic.TOP, choice.range(), dimension(choice), choice.metric(), choice.filterDimension(), choice.filterValue());
  }

  @Override
  public List<Question> questions(State state) {
    Choice choice = state.choice();
    return choice.view().equals("forecast")
        ? List.of(trend(choice), Question.of(Topic.PROJECTION))
        : List.of(trend(choice), top(choice));
  }

  @Override
  public void draw(State state, Canvas canvas) {
    Choice choice = state.choice();
    int at = 0;
    for (String view : VIEWS) {
      boolean isOpen = view.equals(choice.view());
      at = canvas.text(at, 0, isOpen ? "[" + view + "]" : " " + view + " ", isOpen ? Role.STRONG : Role.DIM) + 1;
    }
    String picked = choice.metric() + ", " + choice.range();
    String drilled =
        choice.filterValue().isEmpty() ? "" : "  only " + choice.filterDimension() + " " + choice.filterValue();
    canvas.text(0, 1, picked + drilled, Role.ACCENT);
    Canvas body = canvas.below(2);
    Loaded loaded = state.known(trend(choice));
    Fields trend = loaded.fields();
    if (trend == null) {
      Absent.draw(body, loaded, new Words("the trend", "", ""), "");
    } else if (choice.view().equals("heat")) {
      HeatMap.draw(body, week(trend), Charts.axis(trend, choice.metric()));
    } else if (choice.view().equals("forecast")) {
      forecast(state, body, trend);
    } else {
      int rows = Math.max(6, body.height() / 2);
      chart(choice, body.part(0, 0, body.width(), rows), trend);
      table(state, body.below(rows));
    }
  }

  private static void chart(Choice choice, Canvas canvas, Fields trend) {
    List<Series> series = Charts.series(trend, "all");
    if (series.size() > 1) {
      StackedBars.draw(canvas, series, Charts.axis(trend, choice.metric()));
    } else {
      LineChart.draw(canvas, series, Charts.axis(trend, choice.metric()));
    }
  }

  private static double[][] week(Fields trend) {
    double[][] week = new double[7][24];
    for (Fields point : trend.objects("data_points")) {
      ZonedDateTime time = point.time("timestamp").atZone(ZoneOffset.UTC);
      week[time.getDayOfWeek().getValue() - 1][time.getHour()] += Charts.number(point, "value");
    }
    return week;
  }

  private static void forecast(State state, Canvas canvas, Fields trend) {
    Loaded loaded = state.known(Question.of(Topic.PROJECTION));
    Fields projection = loaded.fields();
    if (projection == null) {
      Absent.draw(canvas, loaded, new Words("the forecast", "", ""), "");
      return;
    }
    List<Fields> points = projection.objects("projected_trend");
    String field = points.isEmpty() || points.getFirst().has("cost") ? "cost" : "value";
    Series past = new Series("past", Charts.values(trend.objects("data_points")));
    Series next = new Series("projected", points.stream().mapToDouble(p -> Charts.number(p, field)).toArray());
    LineChart.draw(canvas.part(0, 0, canvas.width(), canvas.height() - 2), List.of(past, next),
        Charts.axis(trend, "cost"));
    String line =
        "projected cost " + Shown.money(projection.optionalDecimal("projected_cost"))
            + "  method " + Shown.text(projection, "method")
            + "  confidence " + Shown.text(projection, "confidence");
    canvas.text(0, canvas.height() - 1, line, Role.STRONG);
  }

  private static List<Fields> rankings(State state) {
    Fields top = state.known(top(state.choice())).fields();
    return top == null ? List.of() : top.objects("rankings");
  }

  private static void table(State state, Canvas canvas) {
    List<Fields> rankings = rankings(state);
    if (rankings.isEmpty()) {
      Absent.draw(canvas, state.known(top(state.choice())), new Words("the ranking", "No usage in that time.", ""), "");
      return;
    }
    Table table =
        new Table(
            List.of(
                Column.text(dimension(state.choice()).toUpperCase(Locale.ROOT), 20, 0),
                Column.number(state.choice().metric().toUpperCase(Locale.ROOT), 12, 0),
                Column.number("SHARE", 7, 1),
                Column.number("REQUESTS", 9, 2)));
    ListState list = state.list();
    int selected = Math.min(list.selected(), rankings.size() - 1);
    int first = Math.clamp(list.first(), Math.max(0, selected - Math.max(1, canvas.height() - 2)), selected);
    table.draw(canvas, new Table.Window(rankings.size(), first, selected), number -> row(state, rankings.get(number)));
  }

  private static Table.Row row(State state, Fields ranking) {
    boolean isMoney = state.choice().metric().equals("cost");
    String name = ranking.has("hostname") ? Shown.text(ranking, "hostname") : Shown.text(ranking, "name");
    String value =
        isMoney ? Shown.money(ranking.optionalDecimal("value")) : Shown.count(ranking.optionalDecimal("value"));
    return new Table.Row(
        List.of(
            name.isEmpty() ? "(none)" : name,
            value,
            Shown.percent(ranking.optionalDecimal("percentage")),
            Shown.text(ranking, "record_count")),
        Role.NORMAL);
  }

  @Override
  public @Nullable Step press(State state, Key key) {
    Choice choice = state.choice();
    List<Fields> rankings = rankings(state);
    return switch (key.name()) {
      case "Tab" -> Step.to(state.with(choice.viewing(next(VIEWS, choice.view(), 1))).with(ListState.START));
      case "BackTab" -> Step.to(state.with(choice.viewing(next(VIEWS, choice.view(), -1))).with(ListState.START));
      case "t" -> Step.to(state.with(choice.inRange(next(RANGES, choice.range(), 1))));
      case "T" -> Step.to(state.with(choice.inRange(next(RANGES, choice.range(), -1))));
      case "m" -> Step.to(state.with(choice.of(next(METRICS, choice.metric(), 1))));
      case "M" -> Step.to(state.with(choice.of(next(METRICS, choice.metric(), -1))));
      case "Up", "k" -> Step.to(state.with(state.list().moved(-1, rankings.size(), 5)));
      case "Down", "j" -> Step.to(state.with(state.list().moved(1, rankings.size(), 5)));
      case "Enter" -> into(state, rankings);
      case "Esc" -> choice.filterValue().isEmpty() ? null : Step.to(state.with(choice.into("", "")));
      default -> null;
    };
  }

  private static @Nullable Step into(State state, List<Fields> rankings) {
    int at = state.list().selected();
    if (at >= rankings.size()) {
      return null;
    }
    Choice choice = state.choice().into(dimension(state.choice()), Shown.text(rankings.get(at), "name"));
    String deeper = dimension(state.choice()).equals("client_id") ? "applications" : "clients";
    return Step.to(state.with(choice.viewing(deeper)).with(ListState.START));
  }

  private static String next(List<String> all, String now, int by) {
    return all.get(Math.floorMod(all.indexOf(now) + by, all.size()));
  }

  @Override
  public List<Binding> bindings(State state) {
    return List.of(
        new Binding("Tab", "view"),
        new Binding("t", "time range"),
        new Binding("m", "metric"),
        new Binding("Enter", "drill in"),
        new Binding("Esc", "out again"));
  }

  @Override
  public String command() {
    return "tokenly trends --by model";
  }

  @Override
  public String exported(State state) {
    List<String> lines = new ArrayList<>(List.of("name\tvalue\tshare\trequests"));
    for (Fields ranking : rankings(state)) {
      lines.add(String.join("\t", row(state, ranking).cells()));
    }
    return String.join("\n", lines) + "\n";
  }
}
