package dev.tokenly.cli.output;

import dev.tokenly.model.Display;
import dev.tokenly.model.json.JsonText;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values of rows as text: rounded and relative for people, exact for everybody else. An absent value is {@code -}. */
public final class Cells {
  private Cells() {}

  /** The value at a dotted path, or null. */
  public static @Nullable Object at(Map<String, ? extends @Nullable Object> row, String path) {
    Object value = row;
    for (int from = 0; from <= path.length() && value != null;) {
      int dot = path.indexOf('.', from);
      int end = dot < 0 ? path.length() : dot;
      value = value instanceof Map<?, ?> object ? object.get(path.substring(from, end)) : null;
      from = end + 1;
    }
    return value;
  }

  /** Whether not one call of a row has a known price: then its cost is unknown, whatever the sum of nothing says. */
  static boolean isUnpriced(Map<String, ? extends @Nullable Object> row) {
    for (String field : List.of("record_count", "request_count", "requests", "turns")) {
      if (row.get(field) instanceof Long calls) {
        return calls > 0 && calls.equals(row.get("unpriced_requests"));
      }
    }
    return false;
  }

  /** A value for people at a terminal. */
  public static String human(@Nullable Object value, Kind kind, Clock clock) {
    if (value == null) {
      return "-";
    }
    if (value instanceof Number number && kind.isNumber()) {
      return human(new BigDecimal(number.toString()), kind);
    }
    if (kind == Kind.MOMENT && value instanceof String time) {
      return Display.escaped(Times.at(clock.getZone(), time, false));
    }
    if (kind == Kind.TIME && value instanceof String time) {
      return Display.escaped(Times.ago(time, clock));
    }
    return exact(value);
  }

  private static String human(BigDecimal number, Kind kind) {
    return switch (kind) {
      case MONEY -> Numbers.money(number);
      case PERCENT -> Numbers.percent(number);
      case BYTES -> Numbers.bytes(number);
      case MILLIS -> Numbers.millis(number);
      case SECONDS -> Numbers.seconds(number);
      case COUNT, TEXT, TIME, MOMENT, STATE, FLAG, LIST -> Numbers.count(number);
    };
  }

  /** A value as it is, on one line, harmless to a terminal, {@code -} when absent. */
  public static String exact(@Nullable Object value) {
    String text = raw(value);
    return text.isEmpty() ? "-" : Display.escaped(text);
  }

  /** A value as it is; empty when absent. */
  public static String raw(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case BigDecimal decimal -> decimal.toPlainString();
      case Boolean flag -> flag ? "yes" : "no";
      case List<?> list -> list.stream().map(Cells::raw).collect(Collectors.joining(","));
      case Map<?, ?> object -> JsonText.write(Map.of("v", object)).replaceFirst("^\\{\"v\":(.*)}$", "$1");
      default -> value.toString();
    };
  }
}
