package dev.tokenly.cli.output;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as people read them: {@code 12.3M}, {@code $1,204.50}, {@code 4.2 GB}. */
public final class Numbers {
  private static final String[] THOUSANDS = {"", "k", "M", "G", "T", "P"};
  private static final String[] BYTES = {" B", " KB", " MB", " GB", " TB", " PB"};

  private Numbers() {}

  /** A count with three digits and a unit; below ten thousand, all digits with separators. */
  public static String count(BigDecimal value) {
    if (value.abs().compareTo(BigDecimal.valueOf(10_000)) < 0) {
      return grouped(value.stripTrailingZeros().scale() > 0 ? value.setScale(1, RoundingMode.HALF_UP) : value);
    }
    return scaled(value, THOUSANDS);
  }

  /** A size in bytes. */
  public static String bytes(long value) {
    return bytes(BigDecimal.valueOf(value));
  }

  /** The same. */
  public static String bytes(BigDecimal value) {
    return value.abs().compareTo(BigDecimal.valueOf(1000)) < 0
        ? value.toBigInteger() + BYTES[0]
        : scaled(value, BYTES);
  }

  private static String scaled(BigDecimal value, String[] units) {
    BigDecimal rest = value;
    int unit = 0;
    while (rest.abs().compareTo(new BigDecimal("999.5")) >= 0 && unit < units.length - 1) {
      rest = rest.movePointLeft(3);
      unit++;
    }
    BigDecimal three = rest.round(new MathContext(3, RoundingMode.HALF_UP));
    int decimals = Math.max(0, 3 - Math.max(1, three.precision() - three.scale()));
    return three.setScale(decimals, RoundingMode.HALF_UP).toPlainString() + units[unit];
  }

  /** US dollars: cents, or as many decimals as an amount below a cent needs. */
  public static String money(BigDecimal value) {
    String sign = value.signum() < 0 ? "-$" : "$";
    BigDecimal amount = value.abs();
    if (amount.signum() == 0) {
      return "$0.00";
    }
    boolean small = amount.compareTo(new BigDecimal("0.1")) < 0;
    BigDecimal shown = amount.setScale(small ? 4 : 2, RoundingMode.HALF_UP);
    return shown.signum() == 0 ? "<$0.0001" : sign + grouped(shown);
  }

  /** A percentage with one decimal. */
  public static String percent(BigDecimal value) {
    return value.setScale(1, RoundingMode.HALF_UP).toPlainString() + '%';
  }

  /** Milliseconds as {@code 350 ms}, {@code 4.2 s}, {@code 3 m 20 s} or {@code 5 h 2 m}. */
  public static String millis(BigDecimal value) {
    long millis = value.longValue();
    if (millis < 1000) {
      return millis + " ms";
    }
    return millis < 60_000
        ? value.movePointLeft(3).setScale(1, RoundingMode.HALF_UP).toPlainString() + " s"
        : seconds(BigDecimal.valueOf(millis / 1000));
  }

  /** Seconds as the two largest units. */
  public static String seconds(BigDecimal value) {
    long seconds = value.longValue();
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return seconds / 60 + " m " + seconds % 60 + " s";
    }
    return seconds < 86_400
        ? seconds / 3600 + " h " + seconds / 60 % 60 + " m"
        : seconds / 86_400 + " d " + seconds / 3600 % 24 + " h";
  }

  private static String grouped(BigDecimal value) {
    String plain = value.toPlainString();
    int start = plain.startsWith("-") ? 1 : 0;
    int point = plain.indexOf('.');
    StringBuilder text = new StringBuilder(plain);
    for (int at = (point < 0 ? plain.length() : point) - 3; at > start; at -= 3) {
      text.insert(at, ',');
    }
    return text.toString();
  }
}
