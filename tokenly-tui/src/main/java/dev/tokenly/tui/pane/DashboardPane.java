package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.draw.Canvas;
import dev.tokenly.tui.draw.LineChart;
import dev.tokenly.tui.draw.Role;
import dev.tokenly.tui.draw.Sparkline;
import dev.tokenly.tui.draw.Text;
import dev.tokenly.tui.state.Key;
import dev.tokenly.tui.state.Loaded;
import dev.tokenly.tui.state.Question;
import dev.tokenly.tui.state.State;
import dev.tokenly.tui.state.Step;
import dev.tokenly.tui.state.Topic;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first look: what is spent, who reports, what needs somebody, how the server is. */
final class DashboardPane implements Pane {
  private static final Question STATUS = Question.of(Topic.STATUS);
  private static final Question TODAY = Question.of(Topic.SUMMARY, "24h");
  private static final Question WEEK = Question.of(Topic.SUMMARY, "7d");
  private static final Question MONTH = Question.of(Topic.SUMMARY, "30d");
  private static final Question TREND = Question.of(Topic.TREND, "30d", "day", "cost", "", "", "");
  private static final Question CLIENTS = Question.of(Topic.CLIENTS, "pending", "", "hostname", "0");

  @Override
  public List<Question> questions(State state) {
    return List.of(STATUS, TODAY, WEEK, MONTH, TREND, CLIENTS);
  }

  @Override
  public void draw(State state, Canvas canvas) {
    cards(state, canvas.part(0, 0, canvas.width(), 4));
    int chartRows = Math.max(6, canvas.height() - 4 - 9);
    Canvas chart = canvas.part(0, 4, canvas.width(), chartRows).frame("Cost, 30 days", Role.BORDER);
    trend(state, chart);
    Canvas below = canvas.below(4 + chartRows);
    int half = below.width() / 2;
    top(state, below.part(0, 0, half, below.height()).frame("Top models, 30 days", Role.BORDER));
    Canvas right = below.part(half, 0, below.width() - half, below.height()).frame("Recent and health", Role.BORDER);
    health(state, right);
  }

  private static void cards(State state, Canvas canvas) {
    List<String[]> cards = new ArrayList<>();
    cards.add(spend(state, TODAY, "24 hours"));
    cards.add(spend(state, WEEK, "7 days"));
    cards.add(spend(state, MONTH, "30 days"));
    cards.add(new String[] {"burn rate", burn(state) + "/h"});
    Fields status = state.known(STATUS).fields();
    cards.add(new String[] {"machines", status == null ? Shown.UNKNOWN : machines(status)});
    cards.add(new String[] {"pending", status == null ? Shown.UNKNOWN : Shown.text(status, "clients", "pending")});
    int width = Math.max(12, canvas.width() / cards.size());
    for (int number = 0; number < cards.size(); number++) {
      Canvas card = canvas.part(number * width, 0, width, 4).frame(cards.get(number)[0], Role.BORDER);
      boolean needsSomebody = number == 5 && !cards.get(number)[1].equals("0") && !cards.get(number)[1].equals("-");
      card.text(1, 0, cards.get(number)[1], needsSomebody ? Role.WARNING : Role.STRONG);
      card.text(1, 1, number < 3 ? growth(state, number) : needsSomebody ? "2 to approve" : "", Role.DIM);
    }
  }

  private static String[] spend(State state, Question question, String title) {
    Fields summary = state.known(question).fields();
    return new String[] {title, summary == null ? Shown.UNKNOWN : Shown.money(summary.optionalDecimal("total_cost"))};
  }

  private static String growth(State state, int number) {
    Fields summary = state.known(List.of(TODAY, WEEK, MONTH).get(number)).fields();
    BigDecimal rate = summary == null ? null : summary.optionalDecimal("cost_growth_rate");
    return rate == null ? "" : (rate.signum() > 0 ? "+" : "") + Shown.percent(rate);
  }

  private static String burn(State state) {
    Fields today = state.known(TODAY).fields();
    return today == null ? Shown.UNKNOWN : Shown.money(Charts.number(today, "total_cost") / 24);
  }

  private static String machines(Fields status) {
    return Shown.text(status, "clients", "active") + "/" + Shown.text(status, "clients", "total");
  }

  private static void trend(State state, Canvas canvas) {
    Loaded loaded = state.known(TREND);
    Fields trend = loaded.fields();
    if (trend == null) {
      Absent.draw(canvas, loaded, new Words("the trend", "", ""), "");
      return;
    }
    LineChart.draw(canvas, Charts.series(trend, "all"), Charts.axis(trend, "cost"));
  }

  private static void top(State state, Canvas canvas) {
    Loaded loaded = state.known(MONTH);
    Fields summary = loaded.fields();
    Fields models = summary == null ? null : summary.optionalObject("model_breakdown");
    if (models == null || models.values().isEmpty()) {
      Absent.draw(canvas, loaded, new Words("models", "No usage yet. An approved agent sends it.", ""), "");
      return;
    }
    int row = 0;
    for (String name : models.values().keySet()) {
      Fields model = models.object(name);
      double share = Charts.number(model, "percentage");
      String bar = Sparkline.of(new double[] {share, 100}, 2, canvas.glyphs()).substring(0, 1);
      canvas.text(0, row, bar + " " + Text.cut(Text.clean(name), canvas.width() - 24, canvas.glyphs()), Role.NORMAL);
      String numbers =
          Shown.money(model.optionalDecimal("cost")) + " " + Shown.percent(model.optionalDecimal("percentage"));
      canvas.right(row++, numbers, Role.STRONG);
    }
  }

  private static void health(State state, Canvas canvas) {
    Fields status = state.known(STATUS).fields();
    int row = 0;
    if (status != null) {
      canvas.text(0, row++, "records " + Shown.count(status.object("storage").optionalDecimal("total_records"))
          + "  size " + Shown.text(status, "storage", "total_size_mb") + " MB"
          + "  up " + Shown.text(status, "server", "uptime_seconds") + " s", Role.NORMAL);
      canvas.text(0, row++, "today " + Shown.text(status, "ingestion", "files_today") + " files, "
          + Shown.text(status, "ingestion", "records_today") + " records, "
          + Shown.text(status, "ingestion", "errors_today") + " errors", Role.NORMAL);
    }
    for (Fields record : state.feed().records().subList(0, Math.min(state.feed().records().size(), canvas.height()))) {
      canvas.text(0, row++, LivePane.line(record), Role.DIM);
    }
  }

  @Override
  public @Nullable Step press(State state, Key key) {
    return null;
  }

  @Override
  public List<Binding> bindings(State state) {
    return List.of(new Binding("2", "clients"), new Binding("3", "analytics"), new Binding("4", "live"));
  }

  @Override
  public String command() {
    return "tokenly summary";
  }

  @Override
  public String exported(State state) {
    Fields summary = state.known(MONTH).fields();
    return summary == null ? "" : String.join("\n", Details.lines(summary)) + "\n";
  }
}
