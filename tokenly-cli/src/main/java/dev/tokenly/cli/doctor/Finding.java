package dev.tokenly.cli.doctor;

import java.util.Locale;

/** One check: how it went, what was found, and what to do about it (empty when nothing is to do). */
public record Finding(Result result, String check, String found, String fix) {

  /** How a check went. */
  public enum Result {
    OK,
    WARN,
    FAIL;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Finding ok(String check, String found) {
    return new Finding(Result.OK, check, found, "");
  }
}
