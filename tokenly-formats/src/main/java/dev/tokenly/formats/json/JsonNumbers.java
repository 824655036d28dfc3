package dev.tokenly.formats.json;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Numbers and other bare values as JSON (or a database) writes them: where they end, and what is sane about them. */
public final class JsonNumbers {
  /** The longest a count is; what is longer is no number of tokens, and a few of them would not fit a sum. */
  static final int MAX_COUNT_DIGITS = 15;

  private static final int MAX_DIGITS = 40;
  private static final int MAX_EXPONENT = 60;

  private JsonNumbers() {}

  /** Whether a number may end before this byte. */
  static boolean endsBefore(byte next) {
    return next == ',' || next == '}' || next == ']' || next == '\n' || next == ' ' || next == '\r';
  }

  /** Whether a bare value ends before this byte. */
  static boolean isDelimiter(byte next) {
    return next == ',' || next == '}' || next == ']' || next == ':' || next == '"' || (next <= ' ' && next >= 0);
  }

  /** Where the bare value that stands at a place ends, or {@code to}. */
  static int end(byte[] bytes, int at, int to) {
    int end = at;
    while (end < to && !isDelimiter(bytes[end])) {
      end++;
    }
    return end;
  }

  /** The decimal a text writes; null when it writes none, or one that no log means. */
  public static @Nullable BigDecimal decimal(@Nullable String written) {
    if (written == null || written.isEmpty() || written.length() > MAX_DIGITS) {
      return null;
    }
    try {
      BigDecimal number = new BigDecimal(written);
      return Math.abs((long) number.scale()) > MAX_EXPONENT ? null : number;
    } catch (NumberFormatException _) {
      return null;
    }
  }

  /** Whether something is written that cannot be a count; nothing, null and -1 are how tools write that they have none. */
  public static boolean isNoCount(@Nullable String written) {
    if (written == null || written.isBlank() || written.strip().equals("null")) {
      return false;
    }
    BigDecimal number = decimal(written.strip());
    return number == null || (count(number) < 0 && number.compareTo(BigDecimal.ONE.negate()) != 0);
  }

  /** What is written as a whole number; -1 when it is absent, no number, negative or too large. */
  public static long count(@Nullable String written) {
    return written == null ? -1 : count(decimal(written.strip()));
  }

  private static long count(@Nullable BigDecimal number) {
    if (number == null || number.signum() < 0 || number.precision() - number.scale() > MAX_COUNT_DIGITS) {
      return -1;
    }
    return number.longValue();
  }
}
