package dev.tokenly.tui.pane;

import dev.tokenly.model.CsvCell;
import java.util.regex.Pattern;

/** Texts of a table that goes to a file: one line each, and nothing a spreadsheet or a terminal would run. */
final class Exported {
  private static final Pattern NUMBER = Pattern.compile("[-+]?\\$?[0-9.,]+ ?[%A-Za-z]?");

  private Exported() {}

  static String cell(String text) {
    return text.equals(Shown.UNKNOWN) || NUMBER.matcher(text).matches() ? text : CsvCell.betweenTabs(text);
  }
}
