package dev.tokenly.cli.terminal;

import org.jspecify.annotations.Nullable;

/**
 * Colour for one stream, from the sixteen the user's terminal defines; off by {@code NO_COLOR}, {@code TERM=dumb}, {@code
 * CLICOLOR=0} and away from a terminal, forced by {@code CLICOLOR_FORCE}. Never the only signal.
 */
public final class Palette {
  private final boolean on;

  private Palette(boolean on) {
    this.on = on;
  }

  /** Colour on stdout as {@code --color} (auto, always, never) and the environment say. */
  public static Palette forOutput(Terminal terminal, @Nullable String choice) {
    return new Palette(isWanted(terminal, choice, terminal.tty().out()));
  }

  /** Colour on stderr. */
  public static Palette forMessages(Terminal terminal, @Nullable String choice) {
    return new Palette(isWanted(terminal, choice, terminal.tty().err()));
  }

  private static boolean isWanted(Terminal terminal, @Nullable String choice, boolean isTerminal) {
    if (choice != null && !choice.equals("auto")) {
      return choice.equals("always");
    }
    if (terminal.env("NO_COLOR") != null || terminal.env("TOKENLY_NO_COLOR") != null) {
      return false;
    }
    if (isSet(terminal, "CLICOLOR_FORCE") || isSet(terminal, "FORCE_COLOR")) {
      return true;
    }
    return isTerminal && !"dumb".equals(terminal.env("TERM")) && !"0".equals(terminal.env("CLICOLOR"));
  }

  private static boolean isSet(Terminal terminal, String name) {
    String value = terminal.env(name);
    return value != null && !value.equals("0");
  }

  public boolean isOn() {
    return on;
  }

  public String bold(String text) {
    return sgr("1", text);
  }

  public String dim(String text) {
    return sgr("2", text);
  }

  public String red(String text) {
    return sgr("31", text);
  }

  public String green(String text) {
    return sgr("32", text);
  }

  public String yellow(String text) {
    return sgr("33", text);
  }

  public String cyan(String text) {
    return sgr("36", text);
  }

  /** The colour of a chart's n-th series, in an order that colour-blind people can tell apart. */
  public String series(int number, String text) {
    String[] codes = {"34", "33", "36", "35", "32", "31", "94", "93"};
    return sgr(codes[number % codes.length], text);
  }

  private String sgr(String code, String text) {
    return on ? "\u001b[" + code + 'm' + text + "\u001b[0m" : text;
  }
}
