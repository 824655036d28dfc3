package dev.tokenly.cli.terminal;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * A page drawn again and again in place, without flicker and without a full clear. Where nothing is drawn in place (a dumb
 * terminal, {@code TOKENLY_ACCESSIBLE}) each page follows the one before, as plain lines.
 */
public final class Screen implements AutoCloseable {
  private static final String HOME = "\u001b[H";
  private static final String CLEAR_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";
  private final Terminal terminal;
  private final boolean inPlace;
  private final Thread hook = new Thread(this::leave, "leave-screen");
  private final AtomicBoolean isLeft = new AtomicBoolean();

  /**
   * Takes the screen over; when it is closed, or the program ends by a signal, what comes next begins on a line of its
   * own.
   */
  public Screen(Terminal terminal) {
    this.terminal = terminal;
    this.inPlace = terminal.drawsInPlace();
    terminal.print(inPlace ? HOME + CLEAR_BELOW : "");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void leave() {
    if (isLeft.compareAndSet(false, true)) {
      terminal.print("\n");
      terminal.flush();
    }
  }

  @Override
  public void close() {
    leave();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The program is ending already.
    }
  }

  /** Whether a page takes the place of the one before. */
  public boolean isInPlace() {
    return inPlace;
  }

  /** Draws the page, or as much of its beginning as fits: a line too many would scroll the first ones away. */
  public void paint(String page) {
    paint(page, "");
  }

  /** Draws the page and below it, whatever must be cut of the page, a last line. */
  public void paint(String page, String lastLine) {
    if (!inPlace) {
      terminal.print(page + (lastLine.isEmpty() ? "\n" : lastLine + "\n\n"));
      terminal.flush();
      return;
    }
    int below = lastLine.isEmpty() ? 1 : 2;
    String shown = page.lines().limit(Math.max(1, terminal.rows() - below)).collect(Collectors.joining("\n", "", "\n"));
    terminal.print(HOME + (shown + lastLine).replace("\n", CLEAR_LINE + '\n') + CLEAR_LINE + CLEAR_BELOW);
    terminal.flush();
  }
}
