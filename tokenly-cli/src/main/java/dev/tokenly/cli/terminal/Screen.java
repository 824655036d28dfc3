package dev.tokenly.cli.terminal;

/** A page drawn again and again in place, without flicker and without a full clear. */
public final class Screen {
  private static final String HOME = "\u001b[H";
  private static final String CLEAR_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";
  private final Terminal terminal;

  /** Takes the screen over. */
  public Screen(Terminal terminal) {
    this.terminal = terminal;
    terminal.print(HOME + CLEAR_BELOW);
  }

  public void paint(String page) {
    terminal.print(HOME + page.replace("\n", CLEAR_LINE + '\n') + CLEAR_BELOW);
    terminal.flush();
  }
}
