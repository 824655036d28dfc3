package dev.tokenly.formats.json;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Numbers and other bare values as JSON writes them: where they end, and what is sane about them. */
final class JsonNumbers {
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
  static @Nullable BigDecimal decimal(@Nullable String written) {
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

  /** Whether a number cannot be a count; -1 is how some tools write that they have none. */
  static boolean isNoCount(@Nullable BigDecimal number) {
    return number != null && count(number) < 0 && number.compareTo(BigDecimal.ONE.negate()) != 0;
  }

  /** A number as a whole one; -1 when it is absent, negative or too large. */
  static long count(@Nullable BigDecimal number) {
    if (number == null || number.signum() < 0 || number.precision() - number.scale() > 18) {
      return -1;
    }
    return number.longValue();
  }
}
