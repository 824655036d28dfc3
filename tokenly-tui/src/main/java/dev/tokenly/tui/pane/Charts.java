package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.draw.Axis;
import dev.tokenly.tui.draw.Series;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/** A trend's answer as series of a chart. */
final class Charts {
  private static final int MOST_SERIES = 6;

  private Charts() {}

  /** One series, or one a group, the largest first. */
  static List<Series> series(Fields trend, String name) {
    List<Series> series = new ArrayList<>();
    for (Fields group : trend.objects("series")) {
      if (series.size() < MOST_SERIES) {
        String title = Shown.text(group, "name");
        series.add(new Series(title.isEmpty() ? "(none)" : title, values(group.objects("data_points"))));
      }
    }
    return series.isEmpty() ? List.of(new Series(name, values(trend.objects("data_points")))) : series;
  }

  static double[] values(List<Fields> points) {
    return points.stream().mapToDouble(point -> number(point, "value")).toArray();
  }

  static double number(Fields row, String name) {
    BigDecimal value = row.values().get(name) instanceof Number ? row.optionalDecimal(name) : null;
    return value == null ? 0 : value.doubleValue();
  }

  /** The axis of a metric over a trend's days. */
  static Axis axis(Fields trend, String metric) {
    List<Fields> points = trend.objects("data_points");
    String first = points.isEmpty() ? "" : day(points.getFirst());
    String last = points.isEmpty() ? "" : day(points.getLast());
    return new Axis(unit(metric), first, last);
  }

  static DoubleFunction<String> unit(String metric) {
    return metric.equals("cost") ? Shown::money : Shown::count;
  }

  private static String day(Fields point) {
    String time = Shown.text(point, "timestamp");
    return time.length() < 16 ? time : time.substring(5, 10);
  }
}
