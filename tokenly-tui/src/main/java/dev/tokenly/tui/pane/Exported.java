package dev.tokenly.tui.pane;

/** Texts of a table that goes to a file: one line each, and nothing a spreadsheet would run. */
final class Exported {
  private Exported() {}

  static String cell(String text) {
    String line = text.replace('\t', ' ').replace('\n', ' ').replace('\r', ' ');
    boolean runs = !line.isEmpty() && "=+-@".indexOf(line.charAt(0)) >= 0 && !line.equals(Shown.UNKNOWN);
    return runs && !isNumber(line) ? "'" + line : line;
  }

  private static boolean isNumber(String text) {
    return text.chars().skip(1).allMatch(c -> (c >= '0' && c <= '9') || c == '.' || c == '%' || c == ',');
  }
}
