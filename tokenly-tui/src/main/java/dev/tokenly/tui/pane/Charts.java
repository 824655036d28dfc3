package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.draw.Axis;
import dev.tokenly.tui.draw.Series;
import dev.tokenly.tui.state.State;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/** A trend's answer as series of a chart. */
final class Charts {
  private static final int MOST_SERIES = 8;

  private Charts() {}

  /** One series, or one a group, the largest first. */
  static List<Series> series(Fields trend, String name) {
    List<Series> series = new ArrayList<>();
    if (trend.has("series")) {
      for (Fields group : trend.objects("series")) {
        if (series.size() < MOST_SERIES) {
          String title = Shown.text(group, group.has("hostname") ? "hostname" : "name");
          series.add(new Series(title.isEmpty() ? "(none)" : title, values(group.objects("data_points"))));
        }
      }
    }
    return series.isEmpty() ? List.of(new Series(name, values(trend.objects("data_points")))) : series;
  }

  static double[] values(List<Fields> points) {
    return points.stream().mapToDouble(point -> value(point, "value")).toArray();
  }

  /** A bucket's value; not a number where it is unknown, as for a day whose calls nobody knows a price of. */
  static double value(Fields point, String name) {
    BigDecimal value = Shown.decimal(point, name);
    return value == null ? Double.NaN : value.doubleValue();
  }

  /** What is known of values, summed up from the first on. */
  static double[] sums(double... values) {
    double[] sums = values.clone();
    for (int at = 0; at < sums.length; at++) {
      sums[at] = (at == 0 ? 0 : sums[at - 1]) + (Double.isNaN(values[at]) ? 0 : values[at]);
    }
    return sums;
  }

  /** The name of such sums, which says where they are less than the truth. */
  static String sumsName(String name, double... values) {
    return name + (new Series("", values).hasUnknown() ? ", without days of unknown cost" : "");
  }

  static double number(Fields row, String name) {
    BigDecimal value = Shown.decimal(row, name);
    return value == null ? 0 : value.doubleValue();
  }

  /** The axis of a metric over a trend's buckets. */
  static Axis axis(Fields trend, String metric) {
    return new Axis(unit(metric), trend.objects("data_points").stream().map(Charts::bucket).toList());
  }

  static DoubleFunction<String> unit(String metric) {
    return metric.equals("cost") ? Shown::money : Shown::count;
  }

  private static String bucket(Fields point) {
    String time = Shown.text(point, "timestamp");
    if (time.length() < 16) {
      return time;
    }
    return time.substring(11, 16).equals("00:00") ? time.substring(5, 10) : time.substring(11, 16);
  }

  /** The first of so many whole days that end today, as the API takes it; hours are as they are. */
  static String since(String range, LocalDate today) {
    return range.endsWith("d")
        ? today.minusDays(Integer.parseInt(range.substring(0, range.length() - 1)) - 1L).toString()
        : range;
  }

  static LocalDate today(State state) {
    return LocalDate.ofInstant(state.frame().now(), ZoneOffset.UTC);
  }
}
