package dev.tokenly.cli.output;

import dev.tokenly.cli.terminal.Glyphs;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;

/** A row of costs as a line of small bars, one cell each, and in words its least, largest and last. */
public final class Sparkline {
  private static final String BLOCKS = "▁▂▃▄▅▆▇█";
  private static final String ASCII = "_.-=+*#@";

  private Sparkline() {}

  public static String of(List<BigDecimal> values, Glyphs glyphs) {
    String levels = glyphs == Glyphs.ASCII ? ASCII : BLOCKS;
    double most = values.stream().mapToDouble(BigDecimal::doubleValue).max().orElse(0);
    StringBuilder line = new StringBuilder();
    for (BigDecimal value : values) {
      int level = most <= 0 ? 0 : (int) Math.round(value.doubleValue() / most * (levels.length() - 1));
      line.append(levels.charAt(Math.max(0, level)));
    }
    return line.toString();
  }

  /** The numbers that belong to such a line, of the costs that are known; empty when none is. */
  public static String range(List<BigDecimal> known) {
    if (known.isEmpty()) {
      return "";
    }
    return "least " + Numbers.money(Collections.min(known)) + "  most " + Numbers.money(Collections.max(known))
        + "  last " + Numbers.money(known.getLast());
  }
}
