package dev.tokenly.formats.log;

import dev.tokenly.formats.json.JsonScanner;
import dev.tokenly.model.json.Rfc3339;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Times as tools write them: RFC 3339 with a zone or without (then UTC), or seconds, milliseconds, microseconds or
 * nanoseconds since 1970, told apart by their size, also in quotes; or a pair of seconds and nanoseconds.
 */
final class LogTime {
  private LogTime() {}

  /** The time that comes next, or null when there is none. */
  static @Nullable Instant read(JsonScanner json) throws IOException {
    int next = json.peekOrEnd();
    if (next == '[') {
      return pair(json);
    }
    return next == '"' ? of(json.text()) : ofNumber(json.decimal());
  }

  private static @Nullable Instant pair(JsonScanner json) throws IOException {
    json.beginArray();
    BigDecimal sum = null;
    for (int part = 0; json.nextElement(); part++) {
      BigDecimal number = json.decimal();
      if (number != null && part < 2) {
        sum = part == 0 ? number : sum == null ? null : sum.add(number.movePointLeft(9));
      }
    }
    return ofNumber(sum);
  }

  /** The time a text names, or null when it names none. */
  static @Nullable Instant of(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    String stripped = text.strip();
    try {
      if (stripped.length() > 4 && stripped.charAt(4) == '-') {
        return Rfc3339.parse(hasZone(stripped) ? stripped : stripped + "Z");
      }
      return ofNumber(new BigDecimal(stripped));
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private static boolean hasZone(String text) {
    char last = text.charAt(text.length() - 1);
    int sign = Math.max(text.lastIndexOf('+'), text.lastIndexOf('-'));
    return last == 'Z' || last == 'z' || sign > 18;
  }

  /** The time a number names by its size, or null when it is none. */
  static @Nullable Instant ofNumber(@Nullable BigDecimal number) {
    if (number == null || number.signum() <= 0 || number.precision() - number.scale() > 20) {
      return null;
    }
    int digits = number.precision() - number.scale();
    int perSecond = digits <= 11 ? 0 : digits <= 14 ? 3 : digits <= 17 ? 6 : 9;
    BigDecimal seconds = number.movePointLeft(perSecond);
    long whole = seconds.longValue();
    long nanos = seconds.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValue();
    return Instant.ofEpochSecond(whole, nanos);
  }
}
