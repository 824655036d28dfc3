package dev.tokenly.model;

/**
 * Texts of a log as cells of a table that people open in a spreadsheet ({@code security.md} C6): one that it would take for
 * a formula gets an apostrophe in front, and what would drive a terminal is escaped.
 */
public final class CsvCell {
  /** What a spreadsheet takes for the begin of a formula, full-width forms included. */
  private static final String FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

  private CsvCell() {}

  /** A text as a field of RFC 4180, quoted where it has to be and where it is guarded (OWASP); its line breaks stay. */
  public static String of(String text) {
    String guarded = guarded(text);
    String safe = harmless(guarded);
    boolean plain = guarded.equals(text) && safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
  }

  /** A text as a field between tabs: one line without a tab. */
  public static String betweenTabs(String text) {
    return harmless(guarded(text).replace('\t', ' ').replace('\n', ' ').replace('\r', ' '));
  }

  private static String guarded(String text) {
    return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? '\'' + text : text;
  }

  private static String harmless(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    for (int at = 0; at < text.length();) {
      int point = text.codePointAt(at);
      String one = Character.toString(point);
      safe.append(point == '\n' || point == '\r' ? one : Display.escaped(one));
      at += Character.charCount(point);
    }
    return safe.toString();
  }
}
