package dev.tokenly.tui.state;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The pages, each with its number and the letter that follows {@code g}. */
public enum Page {
  DASHBOARD("Dashboard", "1", "d"),
  CLIENTS("Clients", "2", "c"),
  ANALYTICS("Analytics", "3", "a"),
  LIVE("Live", "4", "l"),
  SESSIONS("Sessions", "5", "s"),
  BUDGETS("Budgets", "6", "b"),
  CONFIG("Config", "7", "o"),
  USERS("Users", "8", "u"),
  AUDIT("Audit", "9", "t"),
  FILES("Files", "0", "f"),
  FLEET("Fleet", "-", "h");

  private final String title;
  private final String number;
  private final String letter;

  Page(String title, String number, String letter) {
    this.title = title;
    this.number = number;
    this.letter = letter;
  }

  public String title() {
    return title;
  }

  public String number() {
    return number;
  }

  public String letter() {
    return letter;
  }

  /** The page of a name as typed, e.g. {@code clients}. */
  public static Optional<Page> named(String name) {
    return Arrays.stream(values()).filter(page -> page.title.toLowerCase(Locale.ROOT).equals(name)).findFirst();
  }
}
