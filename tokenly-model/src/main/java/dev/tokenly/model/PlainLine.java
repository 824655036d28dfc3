package dev.tokenly.model;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sees at one look at its bytes that a native line is, beyond doubt, a valid record of known fields: a flat object of
 * plain texts, whole numbers and flags, and where each of them stands. Such a line may travel as it is and needs no parser;
 * what this doubts, {@link UsageLineReader} decides. Not thread-safe.
 */
final class PlainLine {
  private static final int DOUBT = -1;
  private static final int MAX_NAME = 32;
  private static final int SLOTS = 256;
  private static final int SECONDS_A_DAY = 86_400;
  private static final boolean[] PLAIN = plainBytes();
  private static final @Nullable NativeField[] FIELDS = new @Nullable NativeField[SLOTS];
  private static final byte[][] NAMES = new byte[SLOTS][];
  private static final long REQUIRED =
      bit(NativeField.TIMESTAMP) | bit(NativeField.SERVICE) | bit(NativeField.MODEL);

  static {
    for (NativeField field : NativeField.values()) {
      byte[] name = field.wireName().getBytes(StandardCharsets.US_ASCII);
      int slot = slot(name, 0, name.length);
      while (FIELDS[slot] != null) {
        slot = (slot + 1) % SLOTS;
      }
      FIELDS[slot] = field;
      NAMES[slot] = name;
    }
  }

  private final long maxTokens;
  private final int[] starts = new int[NativeField.values().length];
  private final int[] ends = new int[NativeField.values().length];
  private long epochDay = Long.MIN_VALUE;
  private int today;
  private int knownDay;
  private long seen;

  PlainLine(Instant now, long maxTokens) {
    this.maxTokens = maxTokens;
    setNow(now);
  }

  /** Records of a later day are doubted. */
  void setNow(Instant now) {
    long day = Math.floorDiv(now.getEpochSecond(), SECONDS_A_DAY);
    if (day != epochDay) {
      LocalDate date = LocalDate.ofEpochDay(day);
      today = date.getYear() * 10_000 + date.getMonthValue() * 100 + date.getDayOfMonth();
      epochDay = day;
    }
  }

  /** True when the line in {@code bytes[from, end)} is valid beyond doubt. */
  boolean is(byte[] bytes, int from, int end) {
    seen = 0;
    if (from >= end || bytes[from] != '{') {
      return false;
    }
    int at = from;
    do {
      at = member(bytes, at + 1, end);
    } while (at != DOUBT && bytes[at] == ',');
    return at != DOUBT && bytes[at] == '}' && at + 1 == end && (seen & REQUIRED) == REQUIRED;
  }

  /** The fields the last line had, a bit for each by its index. */
  long seen() {
    return seen;
  }

  /** Where the value of a field of the last line begins: a text behind its quote. */
  int start(NativeField field) {
    return starts[field.index()];
  }

  /** Where it ends, exclusive: a text before its quote. */
  int end(NativeField field) {
    return ends[field.index()];
  }

  /** The place of the comma or brace behind the member that begins here. */
  private int member(byte[] bytes, int from, int end) {
    int name = blanks(bytes, from, end);
    if (name == end || bytes[name] != '"') {
      return DOUBT;
    }
    int nameEnd = ++name;
    int limit = Math.min(end, name + MAX_NAME);
    while (nameEnd < limit && bytes[nameEnd] != '"') {
      nameEnd++;
    }
    NativeField field = nameEnd >= limit || nameEnd == name ? null : named(bytes, name, nameEnd);
    int colon = blanks(bytes, nameEnd + 1, end);
    if (field == null || colon >= end || bytes[colon] != ':' || (seen & bit(field)) != 0) {
      return DOUBT;
    }
    seen |= bit(field);
    int start = blanks(bytes, colon + 1, end);
    int after = value(field, bytes, start, end);
    int quote = field.kind() == NativeField.Kind.TEXT ? 1 : 0;
    starts[field.index()] = start + quote;
    ends[field.index()] = after - quote;
    int next = after == DOUBT ? end : blanks(bytes, after, end);
    return next == end ? DOUBT : next;
  }

  private int value(NativeField field, byte[] bytes, int at, int end) {
    return switch (field.kind()) {
      case TEXT -> text(field, bytes, at, end);
      case TOKENS -> wholeNumber(bytes, at, end, maxTokens);
      case NUMBER -> wholeNumber(bytes, at, end, Long.MAX_VALUE);
      case MONEY -> decimal(bytes, at, end);
      case FLAG -> flag(bytes, at, end);
      case OBJECT -> DOUBT;
    };
  }

  private int text(NativeField field, byte[] bytes, int quote, int end) {
    if (quote >= end || bytes[quote] != '"') {
      return DOUBT;
    }
    int from = quote + 1;
    int limit = Math.min(end, from + field.maxLength() + 1);
    int at = from;
    while (at < limit && PLAIN[bytes[at] & 0xff]) {
      at++;
    }
    if (at >= limit || bytes[at] != '"') {
      return DOUBT;
    }
    boolean good = switch (field) {
      case TIMESTAMP -> isTime(bytes, from, at);
      case SERVICE, MODEL -> at > from && bytes[from] != ' ';
      default -> true;
    };
    return good ? at + 1 : DOUBT;
  }

  /** Up to nine digits, which is more than any count that is likely. */
  private static int wholeNumber(byte[] bytes, int from, int end, long max) {
    int at = digits(bytes, from, Math.min(end, from + 9));
    long number = 0;
    for (int place = from; place < at; place++) {
      number = number * 10 + (bytes[place] - '0');
    }
    boolean good = at > from && (bytes[from] != '0' || at == from + 1) && number <= max;
    return good && at < end && isNoDigit(bytes[at]) ? at : DOUBT;
  }

  /** Up to seven digits, and up to ten behind the point: every amount of that form is allowed. */
  private static int decimal(byte[] bytes, int from, int end) {
    int at = digits(bytes, from, Math.min(end, from + 7));
    if (at == from || (bytes[from] == '0' && at > from + 1)) {
      return DOUBT;
    }
    if (at < end && bytes[at] == '.') {
      int fraction = at + 1;
      at = digits(bytes, fraction, Math.min(end, fraction + Usd.MAX_SCALE));
      if (at == fraction) {
        return DOUBT;
      }
    }
    return at < end && isNoDigit(bytes[at]) ? at : DOUBT;
  }

  /** A number that goes on in any way (a further digit, a point, an exponent) is none of ours. */
  private static boolean isNoDigit(byte next) {
    return next == ',' || next == '}' || next == ' ';
  }

  private static int flag(byte[] bytes, int at, int end) {
    if (at + 5 < end && bytes[at] == 't' && bytes[at + 1] == 'r' && bytes[at + 2] == 'u' && bytes[at + 3] == 'e') {
      return at + 4;
    }
    boolean no =
        at + 5 < end && bytes[at] == 'f' && bytes[at + 1] == 'a' && bytes[at + 2] == 'l' && bytes[at + 3] == 's'
            && bytes[at + 4] == 'e';
    return no ? at + 5 : DOUBT;
  }

  /** {@code 2026-11-20T10:00:00.123Z}, or with an offset when the day is over everywhere. */
  private boolean isTime(byte[] bytes, int from, int end) {
    if (end - from < 20 || bytes[from + 4] != '-' || bytes[from + 7] != '-' || bytes[from + 10] != 'T'
        || bytes[from + 13] != ':' || bytes[from + 16] != ':' || digits(bytes, from, from + 4) != from + 4) {
      return false;
    }
    int month = two(bytes, from + 5);
    int date = two(bytes, from + 8);
    int day = (two(bytes, from) * 100 + two(bytes, from + 2)) * 10_000 + month * 100 + date;
    int hour = two(bytes, from + 11);
    int minute = two(bytes, from + 14);
    int second = two(bytes, from + 17);
    boolean time = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
    return time && isDay(day, month, date) && isOffset(bytes, afterFraction(bytes, from + 19, end), end, day < today);
  }

  private boolean isDay(int day, int month, int date) {
    if (day == knownDay) {
      return true;
    }
    boolean good =
        day >= 1970_00_00 && day <= today && month >= 1 && month <= 12 && date >= 1 && date <= (month == 2 ? 28 : 30);
    knownDay = good ? day : knownDay;
    return good;
  }

  private static int afterFraction(byte[] bytes, int at, int end) {
    return bytes[at] == '.' ? Math.max(at + 2, digits(bytes, at + 1, end)) : at;
  }

  private static boolean isOffset(byte[] bytes, int at, int end, boolean past) {
    if (at + 1 == end) {
      return bytes[at] == 'Z';
    }
    if (!past || at + 6 != end || (bytes[at] != '+' && bytes[at] != '-') || bytes[at + 3] != ':') {
      return false;
    }
    int hours = two(bytes, at + 1);
    int minutes = two(bytes, at + 4);
    return hours >= 0 && hours < 15 && minutes >= 0 && minutes < 60;
  }

  /** A number of two digits, or something negative. */
  private static int two(byte[] bytes, int at) {
    int tens = bytes[at] - '0';
    int ones = bytes[at + 1] - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -100 : tens * 10 + ones;
  }

  private static int digits(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at;
  }

  private static int blanks(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && bytes[at] == ' ') {
      at++;
    }
    return at;
  }

  private static @Nullable NativeField named(byte[] bytes, int from, int to) {
    for (int slot = slot(bytes, from, to); FIELDS[slot] != null; slot = (slot + 1) % SLOTS) {
      byte[] name = NAMES[slot];
      if (Arrays.equals(bytes, from, to, name, 0, name.length)) {
        return FIELDS[slot];
      }
    }
    return null;
  }

  private static int slot(byte[] name, int from, int to) {
    return ((to - from) * 37 + name[from] * 5 + name[to - 1] * 11) & SLOTS - 1;
  }

  private static long bit(NativeField field) {
    return 1L << field.index();
  }

  private static boolean[] plainBytes() {
    boolean[] plain = new boolean[SLOTS];
    for (int b = ' '; b < 0x7f; b++) {
      plain[b] = b != '"' && b != '\\';
    }
    return plain;
  }
}
