package dev.tokenly.tui.pane;

import java.util.Comparator;

/** Orders cells as people do: numbers by size, the largest first, then texts by the alphabet. */
final class Natural {
  static final Comparator<String> ORDER = Natural::compare;

  private Natural() {}

  private static int compare(String one, String other) {
    double first = number(one);
    double second = number(other);
    if (!Double.isNaN(first) && !Double.isNaN(second)) {
      return Double.compare(second, first);
    }
    return one.compareToIgnoreCase(other);
  }

  private static double number(String text) {
    String digits = text.replace("$", "").replace(",", "").replace("%", "");
    int end = digits.length();
    double factor = 1;
    if (end > 1 && "kMB".indexOf(digits.charAt(end - 1)) >= 0) {
      factor = switch (digits.charAt(--end)) {
        case 'k' -> 1e3;
        case 'M' -> 1e6;
        default -> 1e9;
      };
    }
    try {
      return Double.parseDouble(digits.substring(0, end)) * factor;
    } catch (NumberFormatException _) {
      return Double.NaN;
    }
  }
}
