package dev.tokenly.tui.pane;

import dev.tokenly.model.json.Fields;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
    if (Math.abs(dollars) >= 1e5) {
      return format(Math.abs(dollars) >= 1e6 ? "$0.00M" : "$0.0k", dollars / (Math.abs(dollars) >= 1e6 ? 1e6 : 1e3));
    }
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

  /** How much more or less than before, with its sign. */
  static String growth(@Nullable BigDecimal rate) {
    return rate != null && rate.signum() > 0 ? "+" + percent(rate) : percent(rate);
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

  /** A field as text; a dash when it is absent. */
  static String text(Fields row, String name) {
    return plain(row.values().get(name));
  }

  /** A field of a nested object as text; a dash when it or the object is absent. */
  static String text(Fields row, String object, String name) {
    return plain(value(row, object, name));
  }

  /** A field of a nested object; null when it or the object is absent. */
  static @Nullable Object value(Fields row, String object, String name) {
    return row.values().get(object) instanceof Map<?, ?> inner ? inner.get(name) : null;
  }

  /** A number field; null when it is absent or something else. */
  static @Nullable BigDecimal decimal(Fields row, String name) {
    return row.values().get(name) instanceof Number ? row.optionalDecimal(name) : null;
  }

  /** A count in a nested object; a dash when it or the object is absent. */
  static String count(Fields row, String object, String name) {
    return value(row, object, name) instanceof Number number ? count(number.doubleValue()) : UNKNOWN;
  }

  static String plain(@Nullable Object value) {
    if (value == null) {
      return UNKNOWN;
    }
    return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
  }

  /** A moment to the second, e.g. {@code 2026-11-25 09:14:03Z}; a dash when it is absent. */
  static String moment(Fields row, String name) {
    Instant time = row.optionalTime(name);
    return time == null ? UNKNOWN : time.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ');
  }

  /** A length of time, e.g. {@code 3d 4h}. */
  static String span(long seconds) {
    if (seconds < 120) {
      return seconds + "s";
    }
    if (seconds < 7200) {
      return seconds / 60 + "m";
    }
    return seconds < 172_800
        ? seconds / 3600 + "h " + seconds % 3600 / 60 + "m"
        : seconds / 86_400 + "d " + seconds % 86_400 / 3600 + "h";
  }
}
