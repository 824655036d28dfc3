package dev.tokenly.tui.state;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The pages, each with its number and the letter that follows {@code g}. */
public enum Page {
  DASHBOARD("Dashboard", "Dash", "1", "d"),
  CLIENTS("Clients", "Clnt", "2", "c"),
  ANALYTICS("Analytics", "Anly", "3", "a"),
  LIVE("Live", "Live", "4", "l"),
  SESSIONS("Sessions", "Sess", "5", "s"),
  BUDGETS("Budgets", "Budg", "6", "b"),
  CONFIG("Config", "Conf", "7", "o"),
  USERS("Users", "User", "8", "u"),
  AUDIT("Audit", "Audt", "9", "t"),
  FILES("Files", "File", "0", "f"),
  FLEET("Fleet", "Flet", "=", "h");

  private final String title;
  private final String brief;
  private final String number;
  private final String letter;

  Page(String title, String brief, String number, String letter) {
    this.title = title;
    this.brief = brief;
    this.number = number;
    this.letter = letter;
  }

  public String title() {
    return title;
  }

  /** The title in four letters. */
  public String brief() {
    return brief;
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
