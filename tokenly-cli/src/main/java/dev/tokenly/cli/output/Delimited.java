package dev.tokenly.cli.output;

import dev.tokenly.model.CsvCell;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * CSV by RFC 4180 and TSV: a header, plain values, UTC times. A text that a spreadsheet would take for a formula gets a
 * leading apostrophe; numbers are left alone.
 */
final class Delimited {
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
      line.add(value instanceof Number ? Cells.raw(value) : cell(Cells.raw(value)));
    }
    return line.toString();
  }

  private String cell(String text) {
    return separator == ',' ? CsvCell.of(text) : CsvCell.betweenTabs(text);
  }
}
