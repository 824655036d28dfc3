package dev.tokenly.cli.output;

/** What a cell holds, which decides how people see it; machines get the plain value. */
public enum Kind {
  TEXT,
  COUNT,
  MONEY,
  PERCENT,
  /** A moment, to people as the time since. */
  TIME,
  /** A moment, to people to the second. */
  MOMENT,
  BYTES,
  MILLIS,
  SECONDS,
  STATE,
  FLAG,
  LIST;

  /** Whether it stands to the right of its column. */
  boolean isNumber() {
    return switch (this) {
      case COUNT, MONEY, PERCENT, BYTES, MILLIS, SECONDS -> true;
      case TEXT, TIME, MOMENT, STATE, FLAG, LIST -> false;
    };
  }
}
