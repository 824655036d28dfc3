package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as people read them: money, counts, ages; what is unknown is a dash, never a zero. */
final class Shown {
  static final String UNKNOWN = "-";

  private Shown() {}

  static String money(@Nullable BigDecimal dollars) {
    return dollars == null ? UNKNOWN : money(dollars.doubleValue());
  }

  static String money(double dollars) {
    String pattern = dollars != 0 && Math.abs(dollars) < 0.01 ? "$0.0000" : "$#,##0.00";
    return format(pattern, dollars);
  }

  static String count(@Nullable BigDecimal number) {
    return number == null ? UNKNOWN : count(number.doubleValue());
  }

  static String count(double number) {
    double size = Math.abs(number);
    if (size >= 1e9) {
      return format("0.0B", number / 1e9);
    }
    if (size >= 1e6) {
      return format("0.0M", number / 1e6);
    }
    return size >= 1e4 ? format("0.0k", number / 1e3) : format("#,##0", number);
  }

  static String percent(@Nullable BigDecimal share) {
    return share == null ? UNKNOWN : share.setScale(1, RoundingMode.HALF_EVEN) + "%";
  }

  private static String format(String pattern, double number) {
    DecimalFormat format =
        new DecimalFormat(pattern.replace("$", "'$'").replace("B", "'B'").replace("M", "'M'").replace("k", "'k'"),
            DecimalFormatSymbols.getInstance(Locale.ROOT));
    return format.format(number);
  }

  /** How long ago, roughly. */
  static String age(@Nullable Instant then, Instant now) {
    if (then == null) {
      return UNKNOWN;
    }
    long seconds = Math.max(0, Duration.between(then, now).toSeconds());
    if (seconds < 120) {
      return seconds + "s";
    }
    if (seconds < 7200) {
      return seconds / 60 + "m";
    }
    return seconds < 172_800 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
  }

  /** The age of a time field; a dash when it is absent. */
  static String age(Fields row, String name, Instant now) {
    return age(row.optionalTime(name), now);
  }

  /** A scalar field as text; a dash when it is absent. */
  static String text(Fields row, String name) {
    Object value = row.values().get(name);
    return value == null ? UNKNOWN : value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
  }

  /** A field of a nested object as text; a dash when it or the object is absent. */
  static String text(Fields row, String object, String name) {
    Fields inner = row.values().get(object) instanceof Map ? row.optionalObject(object) : null;
    return inner == null ? UNKNOWN : text(inner, name);
  }
}
