package dev.tokenly.server.care;

import dev.tokenly.model.CsvCell;
import dev.tokenly.model.json.JsonText;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows as CSV (RFC 4180) with a header. Texts are made harmless to spreadsheets and terminals; numbers stay numbers; what is
 * unknown is an empty cell.
 */
final class CsvWriter {
  private final OutputStream out;
  private final List<String> columns;

  CsvWriter(OutputStream out, List<String> columns) throws IOException {
    this.out = out;
    this.columns = columns;
    write(columns);
  }

  void row(Map<String, ? extends @Nullable Object> values) throws IOException {
    write(columns.stream().map(column -> cell(values.get(column))).toList());
  }

  private void write(Collection<String> cells) throws IOException {
    out.write((String.join(",", cells) + "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  private static String cell(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Number number -> number instanceof BigDecimal decimal ? decimal.toPlainString() : number.toString();
      case Collection<?> many -> CsvCell.of(String.join(" ", many.stream().map(String::valueOf).toList()));
      case Map<?, ?> object -> CsvCell.of(JsonText.write(copy(object)));
      default -> CsvCell.of(value.toString());
    };
  }

  private static Map<String, Object> copy(Map<?, ?> object) {
    Map<String, Object> copy = new LinkedHashMap<>();
    object.forEach((name, value) -> copy.put(String.valueOf(name), value));
    return copy;
  }
}
