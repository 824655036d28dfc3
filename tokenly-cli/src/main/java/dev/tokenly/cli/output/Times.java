package dev.tokenly.cli.output;

import dev.tokenly.model.json.Rfc3339;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Moments as machines and people read them, without the formatters that are slow to start. */
public final class Times {
  private Times() {}

  /** A moment to the second in UTC, e.g. {@code 2026-11-23T00:21:07Z}. */
  public static String iso(Instant moment) {
    long second = Math.floorMod(moment.getEpochSecond(), 86_400L);
    String day = LocalDate.ofEpochDay(Math.floorDiv(moment.getEpochSecond(), 86_400L)).toString();
    return day + 'T' + two(second / 3600) + ':' + two(second / 60 % 60) + ':' + two(second % 60) + 'Z';
  }

  private static String two(long number) {
    return number < 10 ? "0" + number : Long.toString(number);
  }

  /** An RFC 3339 time as a clock of a zone shows it, with its offset, {@code Z} in UTC; as it is when it is none. */
  static String at(ZoneId zone, String rfc3339, boolean exact) {
    try {
      Instant moment = Rfc3339.parse(rfc3339);
      ZoneOffset offset = zone.getRules().getOffset(moment);
      String local = iso(moment.plusSeconds(offset.getTotalSeconds()));
      String fraction = exact && rfc3339.charAt(19) == '.' ? digits(rfc3339) : "";
      return local.substring(0, local.length() - 1) + fraction + offset.getId();
    } catch (IllegalArgumentException _) {
      return rfc3339;
    }
  }

  private static String digits(String rfc3339) {
    int end = 20;
    while (end < rfc3339.length() && Character.isDigit(rfc3339.charAt(end))) {
      end++;
    }
    return rfc3339.substring(19, end);
  }

  /** An RFC 3339 time as somebody says it: {@code 12 s ago}, {@code 3 d ago}, or the day when that is long ago. */
  public static String ago(String rfc3339, Clock clock) {
    try {
      Instant moment = Rfc3339.parse(rfc3339);
      long seconds = clock.instant().getEpochSecond() - moment.getEpochSecond();
      return seconds < 0 || seconds > 45 * 86_400L ? iso(moment).substring(0, 10) : spoken(seconds) + " ago";
    } catch (IllegalArgumentException _) {
      return rfc3339;
    }
  }

  private static String spoken(long seconds) {
    if (seconds < 120) {
      return seconds + " s";
    }
    if (seconds < 7200) {
      return seconds / 60 + " m";
    }
    return seconds < 172_800 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
  }
}
