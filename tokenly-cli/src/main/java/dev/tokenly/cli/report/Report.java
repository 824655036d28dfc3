package dev.tokenly.cli.report;

import dev.tokenly.cli.output.Cells;
import dev.tokenly.cli.output.Kind;
import dev.tokenly.model.Display;
import dev.tokenly.model.json.Fields;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** A time's usage on one page: totals, cost by day, and rankings; written as HTML, SVG or Markdown. */
public record Report(Fields trend, List<Ranking> rankings, Clock clock) {

  /** A ranking by one dimension: its title and the API's rows. */
  public record Ranking(String title, List<Fields> rows) {}

  private List<SvgChart.Bar> bars() {
    List<SvgChart.Bar> bars = new ArrayList<>();
    for (Fields point : trend.objects("data_points")) {
      BigDecimal value = point.optionalDecimal("value");
      String time = point.text("timestamp");
      String day = time.length() > 10 ? time.substring(0, 10) : time;
      bars.add(new SvgChart.Bar(day, value == null ? BigDecimal.ZERO : value));
    }
    return bars;
  }

  private String total() {
    return Cells.human(trend.values().get("total_value"), Kind.MONEY, clock);
  }

  private String span() {
    List<SvgChart.Bar> bars = bars();
    return bars.isEmpty() ? "no days" : bars.getFirst().day() + " to " + bars.getLast().day();
  }

  private String unpriced() {
    long calls = trend.number("unpriced_requests", 0);
    return calls == 0 ? "" : calls + " calls have no known price and are not in the cost.";
  }

  /** The chart alone. */
  public String svg() {
    return SvgChart.of(bars());
  }

  /** One page without scripts or network, for light and dark, screen and paper. */
  public String html() {
    StringBuilder page = new StringBuilder();
    page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
    page.append("<meta name=\"viewport\" content=\"width=device-width\"><title>Tokenly report</title>\n<style>\n");
    page.append(":root{color-scheme:light dark}body{font:15px/1.5 sans-serif;max-width:60rem;margin:2rem auto;");
    page.append(
        "padding:0 1rem}table{border-collapse:collapse;margin:0 0 2rem;width:100%}th,td{padding:.25rem .75rem;");
    page.append("text-align:right;border-bottom:1px solid #8884}th:first-child,td:first-child{text-align:left}\n");
    page.append("@media print{body{margin:0}}\n</style></head><body>\n");
    page.append("<h1>AI usage, ").append(Markup.text(span())).append("</h1>\n<p><strong>");
    page.append(Markup.text(total())).append("</strong> ").append(Markup.text(unpriced())).append("</p>\n");
    page.append(svg());
    for (Ranking ranking : rankings) {
      page.append("<h2>").append(Markup.text(ranking.title())).append("</h2>\n<table><tr><th>Name</th><th>Cost</th>");
      page.append("<th>Share</th><th>Calls</th></tr>\n");
      for (Fields row : ranking.rows()) {
        page.append("<tr>");
        cells(row).forEach(cell -> page.append("<td>").append(Markup.text(cell)).append("</td>"));
        page.append("</tr>\n");
      }
      page.append("</table>\n");
    }
    return page.append("</body></html>\n").toString();
  }

  /** The same as Markdown tables. */
  public String markdown() {
    StringBuilder page = new StringBuilder("# AI usage, " + span() + "\n\n**" + total() + "** " + unpriced() + "\n");
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
        known ? Cells.human(row.values().get("value"), Kind.MONEY, clock) : "-",
        Cells.human(row.values().get("percentage"), Kind.PERCENT, clock),
        Cells.human(row.values().get("record_count"), Kind.COUNT, clock));
  }
}
