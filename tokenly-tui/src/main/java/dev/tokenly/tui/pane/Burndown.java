package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import dev.tokenly.tui.draw.Axis;
import dev.tokenly.tui.draw.Canvas;
import dev.tokenly.tui.draw.ColumnChart;
import dev.tokenly.tui.draw.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A budget's period day by day: what is spent so far, summed up, what is to be expected, and the line not to pass. */
final class Burndown {
  private Burndown() {}

  static void draw(Fields budget, Fields trend, Canvas canvas) {
    double[] days = Charts.values(trend.objects("data_points"));
    double[] sums = Charts.sums(days);
    double sum = days.length == 0 ? 0 : sums[days.length - 1];
    Instant start = budget.optionalTime("period_start");
    Instant end = budget.optionalTime("period_end");
    int length = start == null || end == null ? days.length : (int) Duration.between(start, end).toDays();
    double[] expected = new double[Math.clamp((long) length - days.length, 0, 366)];
    double projected = Math.max(sum, Charts.number(budget, "projected"));
    for (int day = 0; day < expected.length; day++) {
      expected[day] = sum + (projected - sum) * (day + 1) / expected.length;
    }
    List<String> names = new ArrayList<>(Charts.axis(trend, "cost").buckets());
    Instant last = start == null ? Instant.EPOCH : start;
    for (int day = 0; day < expected.length; day++) {
      names.add(last.plus(Duration.ofDays(days.length + (long) day)).toString().substring(5, 10));
    }
    ColumnChart.Data data =
        new ColumnChart.Data(
            new Series(Charts.sumsName("spent", days), sums),
            new Series("expected", expected),
            Charts.number(budget, "amount"),
            "budget");
    ColumnChart.draw(canvas, data, new Axis(Shown::money, names));
  }
}
