package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.draw.Axis;
import dev.tokenly.tui.draw.Canvas;
import dev.tokenly.tui.draw.ColumnChart;
import dev.tokenly.tui.draw.HeatMap;
import dev.tokenly.tui.draw.LineChart;
import dev.tokenly.tui.draw.Role;
import dev.tokenly.tui.draw.Series;
import dev.tokenly.tui.draw.StackedBars;
import dev.tokenly.tui.state.Loaded;
import dev.tokenly.tui.state.State;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** What the views of the analytics page draw. */
final class AnalyticsCharts {
  private AnalyticsCharts() {}

  /** The trend's answer; draws why there is none. */
  private static @Nullable Fields trend(State state, Canvas canvas) {
    Loaded loaded = state.known(AnalyticsView.of(state.choice()).trend(state));
    Fields trend = loaded.fields();
    if (trend == null) {
      Absent.draw(canvas, loaded, new Words("the trend", "No usage in that time. t takes another.", ""));
    }
    return trend;
  }

  static void overview(State state, Canvas canvas) {
    Fields trend = trend(state, canvas);
    if (trend == null) {
      return;
    }
    String metric = state.choice().metric();
    Fields summary = state.known(AnalyticsView.OVERVIEW.summary(state)).fields();
    int lower = Math.clamp(canvas.height() / 3, 5, 12);
    totals(summary, canvas);
    Double pace = metric.equals("cost") ? Pace.daily(state) : null;
    ColumnChart.Data data =
        new ColumnChart.Data(
            new Series(metric.replace('_', ' '), Charts.values(trend.objects("data_points"))),
            new Series(""),
            state.choice().path().isEmpty() && !state.choice().range().equals("24h") ? pace : null,
            "budget a day");
    ColumnChart.draw(canvas.part(0, 1, canvas.width(), canvas.height() - lower - 1), data, Charts.axis(trend, metric));
    if (summary != null) {
      Canvas below = canvas.below(canvas.height() - lower);
      int third = below.width() / 3;
      Shares.draw(summary, "model_breakdown", below.part(0, 0, third, lower).frame("Models", Role.BORDER));
      Shares.draw(summary, "service_breakdown", below.part(third, 0, third, lower).frame("Services", Role.BORDER));
      Canvas right = below.part(2 * third, 0, below.width() - 2 * third, lower);
      Shares.draw(summary, "client_breakdown", right.frame("Clients", Role.BORDER));
    }
  }

  private static void totals(@Nullable Fields summary, Canvas canvas) {
    if (summary == null) {
      return;
    }
    String growth = Shown.growth(Shown.decimal(summary, "cost_growth_rate"));
    String line = Shown.money(Shown.decimal(summary, "total_cost")) + "  "
        + Shown.count(Shown.decimal(summary, "total_tokens")) + " tokens  "
        + Shown.count(Shown.decimal(summary, "total_requests")) + " calls  "
        + (growth.equals(Shown.UNKNOWN) ? "" : growth + " vs before");
    int at = canvas.text(0, 0, line, Role.STRONG);
    double unpriced = Charts.number(summary, "unpriced_requests");
    if (unpriced > 0) {
      canvas.text(at + 2, 0, "! " + Shown.count(unpriced) + " calls unpriced", Role.WARNING);
    }
  }

  static void groups(State state, Canvas canvas) {
    Fields trend = trend(state, canvas);
    if (trend == null) {
      return;
    }
    int rows = Math.max(7, canvas.height() * 55 / 100);
    String metric = AnalyticsView.of(state.choice()) == AnalyticsView.COST ? "cost" : state.choice().metric();
    StackedBars.draw(
        canvas.part(0, 0, canvas.width(), rows), Charts.series(trend, "all"), Charts.axis(trend, metric));
    Rankings.draw(state, canvas.below(rows + (canvas.height() > 20 ? 1 : 0)));
  }

  static void heat(State state, Canvas canvas) {
    Fields trend = trend(state, canvas);
    if (trend != null) {
      double[][] week = new double[7][24];
      for (Fields point : trend.objects("data_points")) {
        ZonedDateTime time = point.time("timestamp").atZone(ZoneOffset.UTC);
        double[] day = week[time.getDayOfWeek().getValue() - 1];
        day[time.getHour()] = Series.plus(day[time.getHour()], Charts.value(point, "value"));
      }
      HeatMap.draw(canvas, week, Charts.axis(trend, state.choice().metric()));
    }
  }

  static void forecast(State state, Canvas canvas) {
    Fields trend = trend(state, canvas);
    Loaded loaded = state.known(AnalyticsView.FORECAST.projection(state));
    Fields projection = loaded.fields();
    if (trend == null) {
      return;
    }
    if (projection == null) {
      Absent.draw(canvas, loaded,
          new Words("the forecast", "Seven days of usage are needed. Page 4 shows what comes in.", ""));
      return;
    }
    List<Fields> points = projection.objects("projected_trend");
    List<String> names = new ArrayList<>(Charts.axis(trend, "cost").buckets());
    points.forEach(point -> names.add(Shown.text(point, "date").substring(5)));
    double[] past = Charts.values(trend.objects("data_points"));
    double[] next = points.stream().mapToDouble(point -> Charts.number(point, "cost")).toArray();
    int rows = canvas.height() * 55 / 100;
    ColumnChart.Data data =
        new ColumnChart.Data(
            new Series("cost a day", past), new Series("expected", next), Pace.daily(state), "budget a day");
    ColumnChart.draw(canvas.part(0, 0, canvas.width(), rows), data, new Axis(Shown::money, names));
    String line = "The next 30 days: " + Shown.money(Shown.decimal(projection, "projected_cost"))
        + ", " + Shown.count(Shown.decimal(projection, "projected_tokens")) + " tokens"
        + "  (" + Shown.text(projection, "method") + ", confidence " + Shown.text(projection, "confidence") + ")";
    canvas.text(0, rows, line, Role.STRONG);
    Canvas below = canvas.below(rows + 2);
    double[] days = DoubleStream.concat(Arrays.stream(past), Arrays.stream(next)).toArray();
    String name = Charts.sumsName("summed up, so far and expected", past);
    LineChart.draw(below, List.of(new Series(name, Charts.sums(days))), new Axis(Shown::money, names));
  }
}
