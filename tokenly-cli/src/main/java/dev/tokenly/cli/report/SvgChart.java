package dev.tokenly.cli.report;

import dev.tokenly.cli.output.Numbers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * Daily cost as stacked bars with their legend, one SVG element without scripts, fonts or network. Amounts and dates have
 * the page's colour; the series have the Okabe-Ito colours, which colour-blind people can tell apart, in the same order.
 */
public final class SvgChart {
  private static final int WIDTH = 900;
  private static final int LEFT = 80;
  private static final int BOTTOM = 230;
  private static final int TOP = 20;
  private static final int LEGEND_TOP = BOTTOM + 45;
  private static final int LEGEND_ROW = 22;
  private static final int LEGEND_COLUMNS = 3;
  private static final List<String> COLOURS =
      List.of("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#999999");

  private SvgChart() {}

  /** One colour of the bars: its name and its amount each day. */
  public record Series(String name, List<BigDecimal> values) {}

  /** How many series have a colour of their own; the last one is for what is left. */
  static int mostSeries() {
    return COLOURS.size();
  }

  /** The drawing of the days' amounts. */
  public static String of(List<String> days, List<Series> series) {
    double most = 0;
    for (int day = 0; day < days.size(); day++) {
      most = Math.max(most, total(series, day).doubleValue());
    }
    boolean hasLegend = series.size() > 1;
    int rows = hasLegend ? (series.size() + LEGEND_COLUMNS - 1) / LEGEND_COLUMNS : 0;
    int height = BOTTOM + 30 + rows * LEGEND_ROW;
    StringBuilder svg = new StringBuilder();
    svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ").append(WIDTH).append(' ').append(height);
    svg.append("\" role=\"img\" aria-label=\"Cost by day\" font-family=\"sans-serif\" font-size=\"12\">\n");
    line(svg, most, 1);
    line(svg, most, 0.5);
    line(svg, most, 0);
    double step = (WIDTH - LEFT - 10.0) / Math.max(1, days.size());
    for (int day = 0; day < days.size(); day++) {
      bar(svg, days.get(day), series, day, new Box(LEFT + day * step, step, most));
    }
    if (!days.isEmpty()) {
      text(svg, LEFT, BOTTOM + 18, "start", days.getFirst());
      text(svg, WIDTH - 10, BOTTOM + 18, "end", days.getLast());
    }
    if (hasLegend) {
      legend(svg, series);
    }
    return svg.append("</svg>\n").toString();
  }

  private record Box(double x, double step, double most) {}

  private static BigDecimal total(List<Series> series, int day) {
    return series.stream().map(one -> one.values().get(day)).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static void line(StringBuilder svg, double most, double share) {
    String y = number(BOTTOM - (BOTTOM - TOP) * share);
    String amount = Numbers.money(BigDecimal.valueOf(most * share).setScale(6, RoundingMode.HALF_UP));
    svg.append("<line x1=\"").append(LEFT).append("\" x2=\"").append(WIDTH - 10).append("\" y1=\"").append(y);
    svg.append("\" y2=\"").append(y).append("\" stroke=\"currentColor\" stroke-opacity=\"0.25\"/>");
    svg.append("<text x=\"").append(LEFT - 8).append("\" y=\"").append(y);
    svg.append("\" text-anchor=\"end\" dominant-baseline=\"middle\" fill=\"currentColor\">");
    svg.append(Markup.text(amount)).append("</text>\n");
  }

  /** A day from the bottom up; its parts are named when pointed at. */
  private static void bar(StringBuilder svg, String day, List<Series> series, int at, Box box) {
    double bottom = BOTTOM;
    for (int number = 0; number < series.size(); number++) {
      BigDecimal value = series.get(number).values().get(at);
      double height = box.most() <= 0 ? 0 : value.doubleValue() / box.most() * (BOTTOM - TOP);
      if (height > 0) {
        bottom -= height;
        svg.append("<rect x=\"").append(number(box.x() + box.step() * 0.1)).append("\" y=\"").append(number(bottom));
        svg.append("\" width=\"").append(number(box.step() * 0.8)).append("\" height=\"").append(number(height));
        svg.append("\" fill=\"").append(colour(number)).append("\"><title>").append(Markup.text(day)).append(' ');
        svg.append(Markup.text(series.get(number).name())).append(": ").append(Markup.text(Numbers.money(value)));
        svg.append("</title></rect>\n");
      }
    }
  }

  private static void legend(StringBuilder svg, List<Series> series) {
    for (int number = 0; number < series.size(); number++) {
      int x = LEFT + number % LEGEND_COLUMNS * ((WIDTH - LEFT) / LEGEND_COLUMNS);
      int y = LEGEND_TOP + number / LEGEND_COLUMNS * LEGEND_ROW;
      svg.append("<rect x=\"").append(x).append("\" y=\"").append(y - 10)
          .append("\" width=\"12\" height=\"12\" fill=\"");
      svg.append(colour(number)).append("\"/>");
      text(svg, x + 18, y, "start", series.get(number).name());
    }
  }

  private static String colour(int number) {
    return COLOURS.get(number % COLOURS.size());
  }

  private static void text(StringBuilder svg, int x, int y, String anchor, String text) {
    svg.append("<text x=\"").append(x).append("\" y=\"").append(y).append("\" text-anchor=\"").append(anchor);
    svg.append("\" fill=\"currentColor\">").append(Markup.text(text)).append("</text>\n");
  }

  private static String number(double value) {
    return BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP).toPlainString();
  }
}
