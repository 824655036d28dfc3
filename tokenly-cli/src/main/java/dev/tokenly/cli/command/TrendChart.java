package dev.tokenly.cli.command;

import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.option.Option;
import dev.tokenly.cli.output.chart.Chart;
import dev.tokenly.cli.terminal.Glyphs;
import dev.tokenly.cli.terminal.Terminal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options of a drawn trend. */
final class TrendChart {
  private final Option<String> style =
      Option.choice("--chart", "STYLE", List.of("auto", "bars", "stack", "line", "none"),
          "Drawn as; stack is by model unless --by says");
  private final Option<String> glyphs =
      Option.oneOf("--glyphs", "SET", List.of("braille", "block", "ascii"), "Characters to draw with");
  private final Option<Boolean> ascii = Option.flag("--ascii", "The same as --glyphs ascii");
  private final Option<Boolean> compare = Option.flag("--compare", "Draw the equally long time before over it");
  private final Option<String> budget = Option.text("--budget", "USD", "Draw a line at this amount");

  List<Option<?>> all() {
    return List.of(style, glyphs, ascii, compare, budget);
  }

  /** Whether the parts of each bar were asked for. */
  boolean isStack() {
    return style.get().equals("stack");
  }

  boolean isWanted() {
    return !style.get().equals("none");
  }

  boolean isComparing() {
    return compare.or(false);
  }

  @Nullable
  Double mark() {
    String amount = budget.find();
    try {
      return amount == null ? null : Double.valueOf(amount);
    } catch (NumberFormatException e) {
      throw Complaint.usage("--budget is an amount in dollars, not " + amount, "--budget 50").raised(e);
    }
  }

  Glyphs glyphs(Terminal terminal, @Nullable String setting) {
    if (ascii.or(false)) {
      return Glyphs.ASCII;
    }
    String told = glyphs.find() != null ? glyphs.find() : setting;
    return told == null ? terminal.glyphs() : Glyphs.named(told);
  }

  /** Bars while every bucket has room for one, a line for more. */
  Chart.Style style(int buckets, int columns) {
    return switch (style.get()) {
      case "line" -> Chart.Style.LINE;
      case "bars", "stack" -> Chart.Style.BARS;
      default -> buckets <= columns ? Chart.Style.BARS : Chart.Style.LINE;
    };
  }
}
