package dev.tokenly.cli.output;

import dev.tokenly.model.Display;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * CSV by RFC 4180 and TSV: a header, plain values, UTC times. A text that a spreadsheet would take for a formula gets a
 * leading apostrophe and quotes, as OWASP advises; numbers are left alone.
 */
final class Delimited {
  /** What a spreadsheet takes for the begin of a formula, full-width forms included. */
  private static final String FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

  private final char separator;
  private final List<Column> columns;

  private Delimited(char separator, List<Column> columns) {
    this.separator = separator;
    this.columns = columns;
  }

  static Delimited csv(List<Column> columns) {
    return new Delimited(',', columns);
  }

  static Delimited tsv(List<Column> columns) {
    return new Delimited('\t', columns);
  }

  String header() {
    return columns.stream().map(Column::path).collect(Collectors.joining(String.valueOf(separator))) + '\n';
  }

  String line(Map<String, ? extends @Nullable Object> row) {
    StringJoiner line = new StringJoiner(String.valueOf(separator), "", "\n");
    for (Column column : columns) {
      Object value = Cells.at(row, column.path());
      line.add(separator == ',' ? csvCell(Cells.raw(value), value) : tsvCell(Cells.raw(value), value));
    }
    return line.toString();
  }

  private static String guarded(String text, @Nullable Object value) {
    boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 && !(value instanceof Number);
    return formula ? '\'' + text : text;
  }

  private static String csvCell(String text, @Nullable Object value) {
    String safe = guarded(text, value);
    boolean quote = !safe.equals(text) || safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quote ? '"' + harmless(safe).replace("\"", "\"\"") + '"' : harmless(safe);
  }

  private static String tsvCell(String text, @Nullable Object value) {
    return harmless(guarded(text, value).replace('\t', ' ').replace('\n', ' ').replace('\r', ' '));
  }

  /** Escapes what would drive a terminal; line breaks stay, since CSV quotes them. */
  private static String harmless(String text) {
    StringBuilder safe = new StringBuilder();
    for (int at = 0; at < text.length();) {
      int point = text.codePointAt(at);
      String one = Character.toString(point);
      safe.append(point == '\n' || point == '\r' ? one : Display.escaped(one));
      at += Character.charCount(point);
    }
    return safe.toString();
  }
}
