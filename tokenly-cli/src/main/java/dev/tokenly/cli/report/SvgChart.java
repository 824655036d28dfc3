package dev.tokenly.cli.report;

import dev.tokenly.cli.output.Numbers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Daily cost as bars, one SVG element without scripts, fonts or network; colours follow the page. */
public final class SvgChart {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 260;
  private static final int LEFT = 80;
  private static final int BOTTOM = 230;
  private static final int TOP = 20;

  private SvgChart() {}

  /** The drawing of a trend. */
  public static String of(List<Bar> bars) {
    double most = bars.stream().mapToDouble(bar -> bar.value().doubleValue()).max().orElse(0);
    StringBuilder svg = new StringBuilder();
    svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ").append(WIDTH).append(' ').append(HEIGHT);
    svg.append("\" role=\"img\" aria-label=\"Cost by day\" font-family=\"sans-serif\" font-size=\"12\">\n");
    line(svg, most, 1);
    line(svg, most, 0.5);
    line(svg, most, 0);
    double step = (WIDTH - LEFT - 10.0) / Math.max(1, bars.size());
    for (int at = 0; at < bars.size(); at++) {
      bar(svg, bars.get(at), LEFT + at * step, step, most);
    }
    if (!bars.isEmpty()) {
      label(svg, LEFT, "start", bars.getFirst().day());
      label(svg, WIDTH - 10, "end", bars.getLast().day());
    }
    return svg.append("</svg>\n").toString();
  }

  /** A day and what it cost. */
  public record Bar(String day, BigDecimal value) {}

  private static void line(StringBuilder svg, double most, double share) {
    String y = number(BOTTOM - (BOTTOM - TOP) * share);
    String amount = Numbers.money(BigDecimal.valueOf(most * share).setScale(6, RoundingMode.HALF_UP));
    svg.append("<line x1=\"").append(LEFT).append("\" x2=\"").append(WIDTH - 10).append("\" y1=\"").append(y);
    svg.append("\" y2=\"").append(y).append("\" stroke=\"currentColor\" stroke-opacity=\"0.25\"/>");
    svg.append("<text x=\"").append(LEFT - 8).append("\" y=\"").append(y);
    svg.append("\" text-anchor=\"end\" dominant-baseline=\"middle\" fill=\"currentColor\">");
    svg.append(Markup.text(amount)).append("</text>\n");
  }

  private static void bar(StringBuilder svg, Bar bar, double x, double step, double most) {
    double height = most <= 0 ? 0 : bar.value().doubleValue() / most * (BOTTOM - TOP);
    svg.append("<rect x=\"").append(number(x + step * 0.1)).append("\" y=\"").append(number(BOTTOM - height));
    svg.append("\" width=\"").append(number(step * 0.8)).append("\" height=\"").append(number(height));
    svg.append("\" fill=\"#0072b2\"><title>").append(Markup.text(bar.day())).append(": ");
    svg.append(Markup.text(Numbers.money(bar.value()))).append("</title></rect>\n");
  }

  private static void label(StringBuilder svg, int x, String anchor, String text) {
    svg.append("<text x=\"").append(x).append("\" y=\"").append(BOTTOM + 18).append("\" text-anchor=\"").append(anchor);
    svg.append("\" fill=\"currentColor\">").append(Markup.text(text)).append("</text>\n");
  }

  private static String number(double value) {
    return BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP).toPlainString();
  }
}
