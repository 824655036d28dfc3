package dev.tokenly.cli.report;

import dev.tokenly.cli.output.Cells;
import dev.tokenly.cli.output.Kind;
import dev.tokenly.model.Display;
import dev.tokenly.model.json.Fields;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A time's usage on one page: totals, cost by day and model, and rankings; written as HTML, SVG or Markdown. */
public record Report(Fields trend, List<Ranking> rankings, String zone, Clock clock) {
  private static final String STYLE =
      """
      :root{color-scheme:light dark}
      body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
      h1{font-size:1.6rem;margin:0}h2{font-size:1.15rem;margin:2rem 0 .5rem}
      .note{opacity:.7;margin:.25rem 0 1.5rem}
      .figures{display:flex;flex-wrap:wrap;gap:1rem;margin:0 0 1.5rem;padding:0}
      .figures div{border:1px solid #8886;border-radius:.5rem;padding:.5rem 1rem;min-width:8rem}
      .figures dt{opacity:.7;font-size:.85rem}.figures dd{font-size:1.3rem;font-weight:600;margin:0}
      svg{width:100%;height:auto}
      table{border-collapse:collapse;width:100%}
      th,td{padding:.25rem .75rem;text-align:right;border-bottom:1px solid #8884;font-variant-numeric:tabular-nums}
      th{font-weight:600}th:first-child,td:first-child{text-align:left;overflow-wrap:anywhere}
      .share{width:30%}.share i{display:block;height:.6rem;background:#0072b2;border-radius:.2rem;min-width:1px;
      print-color-adjust:exact;-webkit-print-color-adjust:exact}
      @media print{body{margin:0;max-width:none}h2,tr{break-inside:avoid}h2{break-after:avoid}}
      """;

  /** A ranking by one dimension: its title and the API's rows. */
  public record Ranking(String title, List<Fields> rows) {}

  private List<String> days() {
    List<String> days = new ArrayList<>();
    for (Fields point : trend.objects("data_points")) {
      String time = point.text("timestamp");
      days.add(time.length() > 10 ? time.substring(0, 10) : time);
    }
    return days;
  }

  /** The largest models each, all others as one. */
  private List<SvgChart.Series> series() {
    List<Fields> groups = trend.objects("series");
    if (groups.isEmpty()) {
      return List.of(new SvgChart.Series("cost", values(trend)));
    }
    int own = groups.size() <= SvgChart.mostSeries() ? groups.size() : SvgChart.mostSeries() - 1;
    List<SvgChart.Series> series = new ArrayList<>();
    for (Fields group : groups.subList(0, own)) {
      String name = group.optionalText("name");
      series.add(new SvgChart.Series(name == null || name.isEmpty() ? "(none)" : name, values(group)));
    }
    if (own < groups.size()) {
      List<BigDecimal> others = new ArrayList<>(days().stream().map(_ -> BigDecimal.ZERO).toList());
      for (Fields group : groups.subList(own, groups.size())) {
        List<BigDecimal> more = values(group);
        for (int day = 0; day < others.size(); day++) {
          others.set(day, others.get(day).add(more.get(day)));
        }
      }
      series.add(new SvgChart.Series("others", others));
    }
    return series;
  }

  private static List<BigDecimal> values(Fields group) {
    List<BigDecimal> values = new ArrayList<>();
    for (Fields point : group.objects("data_points")) {
      BigDecimal value = point.optionalDecimal("value");
      values.add(value == null ? BigDecimal.ZERO : value);
    }
    return values;
  }

  private long calls() {
    return trend.objects("data_points").stream().mapToLong(point -> point.number("count", 0)).sum();
  }

  /** The total; unknown when not one call has a price. */
  private String total() {
    boolean isUnknown = calls() > 0 && trend.number("unpriced_requests", 0) == calls();
    return isUnknown ? "-" : money(trend.values().get("total_value"));
  }

  private String money(@Nullable Object value) {
    return Cells.human(value, Kind.MONEY, clock);
  }

  private String span() {
    List<String> days = days();
    return days.isEmpty() ? "no days" : days.getFirst() + " to " + days.getLast();
  }

  private String unpriced() {
    long calls = trend.number("unpriced_requests", 0);
    return calls == 0 ? "" : calls + " calls have no known price and are not in the cost.";
  }

  /** The chart alone. */
  public String svg() {
    return SvgChart.of(days(), series());
  }

  /** One page without scripts or network, for light and dark, screen and paper. */
  public String html() {
    StringBuilder page = new StringBuilder();
    page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
    page.append("<meta name=\"viewport\" content=\"width=device-width\"><title>Tokenly report</title>\n<style>\n");
    page.append(STYLE).append("</style></head><body>\n<h1>AI usage, ").append(Markup.text(span())).append("</h1>\n");
    page.append("<p class=\"note\">Days of ").append(Markup.text(zone)).append(", written ");
    page.append(clock.instant().truncatedTo(ChronoUnit.SECONDS)).append(". ");
    page.append(Markup.text(unpriced())).append("</p>\n<dl class=\"figures\">");
    figure(page, "Cost", total());
    figure(page, "Calls", Cells.human(calls(), Kind.COUNT, clock));
    figure(page, "Cost a day", days().isEmpty() ? "-" : money(trend.values().get("average_value")));
    page.append("</dl>\n").append(svg());
    rankings.forEach(ranking -> table(page, ranking));
    return page.append("</body></html>\n").toString();
  }

  private static void figure(StringBuilder page, String name, String value) {
    page.append("<div><dt>").append(name).append("</dt><dd>").append(Markup.text(value)).append("</dd></div>");
  }

  private void table(StringBuilder page, Ranking ranking) {
    page.append("<h2>").append(Markup.text(ranking.title())).append("</h2>\n<table><thead><tr><th>Name</th>");
    page.append("<th>Cost</th><th>Share</th><th class=\"share\"></th><th>Calls</th></tr></thead><tbody>\n");
    for (Fields row : ranking.rows()) {
      List<String> cells = cells(row);
      page.append("<tr>");
      for (int at = 0; at < cells.size(); at++) {
        page.append("<td>").append(Markup.text(cells.get(at))).append("</td>");
        if (at == 2) {
          page.append("<td class=\"share\"><i style=\"width:").append(percent(row)).append("%\"></i></td>");
        }
      }
      page.append("</tr>\n");
    }
    page.append("</tbody></table>\n");
  }

  private static String percent(Fields row) {
    BigDecimal share = row.optionalDecimal("percentage");
    return share == null ? "0" : share.toPlainString();
  }

  /** The same as Markdown tables. */
  public String markdown() {
    StringBuilder page = new StringBuilder("# AI usage, " + span() + "\n\n**" + total() + "**, ");
    page.append(Cells.human(calls(), Kind.COUNT, clock)).append(" calls, days of ").append(zone).append(". ");
    page.append(unpriced()).append('\n');
    for (Ranking ranking : rankings) {
      page.append("\n## ").append(ranking.title()).append("\n\n| Name | Cost | Share | Calls |\n|---|--:|--:|--:|\n");
      for (Fields row : ranking.rows()) {
        cells(row).forEach(cell -> page.append("| ").append(Markup.text(cell).replace("|", "\\|")).append(' '));
        page.append("|\n");
      }
    }
    return page.toString();
  }

  private List<String> cells(Fields row) {
    boolean known = row.number("unpriced_requests", 0) < row.number("record_count", 1);
    return List.of(
        Display.clean(String.valueOf(row.optionalText("name"))),
        known ? money(row.values().get("value")) : "-",
        Cells.human(row.values().get("percentage"), Kind.PERCENT, clock),
        Cells.human(row.values().get("record_count"), Kind.COUNT, clock));
  }
}
