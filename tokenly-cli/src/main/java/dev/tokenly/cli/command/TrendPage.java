package dev.tokenly.cli.command;

import dev.tokenly.api.Answer;
import dev.tokenly.api.UsageScope;
import dev.tokenly.cli.output.Kind;
import dev.tokenly.cli.output.Numbers;
import dev.tokenly.cli.output.Output;
import dev.tokenly.cli.output.View;
import dev.tokenly.cli.output.chart.Chart;
import dev.tokenly.cli.output.chart.Plot;
import dev.tokenly.cli.terminal.Terminal;
import dev.tokenly.model.json.Fields;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/** A trend for people: the chart, then its numbers; in a pipe the numbers alone. */
final class TrendPage {
  private static final int MOST_SERIES = 6;
  private final Output out;
  private final TrendChart chart;
  private final View view;
  private final Kind kind;

  TrendPage(Output out, TrendChart chart, View view, Kind kind) {
    this.out = out;
    this.chart = chart;
    this.view = view;
    this.kind = kind;
  }

  void show(Context context, UsageScope scope, Answer answer) {
    Fields trend = answer.fields();
    List<Fields> points = trend.objects("data_points");
    BigDecimal total = trend.optionalDecimal("total_value");
    boolean unknown = kind == Kind.MONEY && isUnpriced(trend, points);
    boolean drawn = out.isForPeople() && chart.isWanted() && points.size() > 1 && total != null && total.signum() > 0;
    if (drawn) {
      out.terminal().line(title(trend, scope));
      draw(context, scope, trend);
      out.terminal().line(numbers(points, trend));
    }
    boolean nothing = out.isForPeople() && points.stream().allMatch(point -> point.number("count", 0) == 0);
    if (nothing) {
      out.terminal().line(view.whenEmpty());
    } else if (unknown && out.isForPeople()) {
      out.terminal().line("The cost is unknown: not one of these calls has a known price.");
    } else if (!drawn || out.isWide()) {
      out.table(view, rows(trend));
    }
    Unpriced.note(out, trend);
  }

  private static boolean isUnpriced(Fields trend, List<Fields> points) {
    long calls = points.stream().mapToLong(point -> point.number("count", 0)).sum();
    return calls > 0 && trend.number("unpriced_requests", 0) == calls;
  }

  private String title(Fields trend, UsageScope scope) {
    String name = trend.text("metric").replace('_', ' ');
    String zone = scope.zone() == null ? "" : ", days of " + scope.zone();
    return out.palette().bold(name + " per " + trend.text("interval")) + out.palette().dim(zone);
  }

  private void draw(Context context, UsageScope scope, Fields trend) {
    Terminal terminal = out.terminal();
    List<String> labels = new ArrayList<>();
    boolean hours = trend.text("interval").equals("hour");
    for (Fields point : trend.objects("data_points")) {
      String time = point.text("timestamp").replace('T', ' ');
      labels.add(time.length() < 16 ? time : hours ? time.substring(5, 16) : time.substring(0, 10));
    }
    Plot plot = new Plot(series(trend), labels, before(context, scope, trend), chart.mark());
    DoubleFunction<String> amount =
        value -> kind == Kind.MONEY ? Numbers.money(decimal(value)) : Numbers.count(decimal(value));
    int columns = terminal.columns();
    Chart.Look look =
        new Chart.Look(
            chart.style(labels.size(), columns - 12),
            columns,
            chart.glyphs(terminal, context.session().settings().value("glyphs")),
            out.palette(),
            amount);
    new Chart(plot, look).lines().forEach(terminal::line);
  }

  private static BigDecimal decimal(double value) {
    return BigDecimal.valueOf(value).setScale(6, RoundingMode.HALF_UP);
  }

  private static List<Plot.Series> series(Fields trend) {
    List<Fields> groups = trend.objects("series");
    if (groups.isEmpty()) {
      return List.of(new Plot.Series("", values(trend.objects("data_points"))));
    }
    List<Plot.Series> series = new ArrayList<>();
    List<Double> others = new ArrayList<>();
    for (Fields group : groups) {
      List<Double> values = values(group.objects(group.has("data_points") ? "data_points" : "points"));
      if (series.size() < MOST_SERIES - 1 || groups.size() == MOST_SERIES) {
        series.add(new Plot.Series(String.valueOf(group.optionalText("name")), values));
      } else {
        for (int at = 0; at < values.size(); at++) {
          double sum = values.get(at) + (at < others.size() ? others.get(at) : 0);
          if (at < others.size()) {
            others.set(at, sum);
          } else {
            others.add(sum);
          }
        }
      }
    }
    if (!others.isEmpty()) {
      series.add(new Plot.Series("others", others));
    }
    return series;
  }

  private static List<Double> values(List<Fields> points) {
    List<Double> values = new ArrayList<>();
    for (Fields point : points) {
      BigDecimal value = point.optionalDecimal("value");
      values.add(value == null ? 0 : value.doubleValue());
    }
    return values;
  }

  private @Nullable List<Double> before(Context context, UsageScope scope, Fields trend) {
    if (!chart.isComparing()) {
      return null;
    }
    List<Fields> points = trend.objects("data_points");
    UsageScope earlier = Earlier.than(scope, points.size(), trend.text("interval"), context);
    Answer answer =
        context.api().analytics().trend(earlier, trend.text("interval"), trend.text("metric"), null);
    return values(answer.fields().objects("data_points"));
  }

  private String numbers(List<Fields> points, Fields trend) {
    List<Double> values = values(points);
    double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    BigDecimal total = trend.optionalDecimal("total_value");
    return "total "
        + shown(total == null ? BigDecimal.ZERO : total)
        + "   least "
        + shown(decimal(least))
        + "   most "
        + shown(decimal(most))
        + "   last "
        + shown(decimal(values.getLast()));
  }

  private String shown(BigDecimal value) {
    return kind == Kind.MONEY ? Numbers.money(value) : Numbers.count(value);
  }

  private record Group(String name, List<Fields> points) {}

  /** A row an interval; with groups a row each, the largest first, those without a call in it left out. */
  static List<Map<String, Object>> rows(Fields trend) {
    List<Map<String, Object>> rows = new ArrayList<>();
    List<Fields> sums = trend.objects("data_points");
    if (trend.objects("series").isEmpty()) {
      sums.forEach(point -> rows.add(new LinkedHashMap<>(point.values())));
      return rows;
    }
    List<Group> groups =
        trend.objects("series").stream()
            .map(group -> new Group(group.text("name"), group.objects("data_points")))
            .toList();
    for (int at = 0; at < sums.size(); at++) {
      for (Group group : groups) {
        Fields point = group.points().get(at);
        if (point.number("count", 0) > 0) {
          Map<String, Object> row = new LinkedHashMap<>(point.values());
          row.put("name", group.name());
          rows.add(row);
        }
      }
    }
    return rows;
  }
}
