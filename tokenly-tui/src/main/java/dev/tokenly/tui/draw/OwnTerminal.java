package dev.tokenly.tui.draw;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.terminal.ansi.UnixTerminal;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A terminal that asks the system for its size and sets it up in one go. Lanterna asks the terminal itself, whose answer
 * the thread that waits for keys takes for itself: each change of size would take five seconds, and be lost. And it starts a
 * process for each setting, which is most of the time until something is seen.
 */
final class OwnTerminal extends UnixTerminal {
  private static final TerminalSize USUAL = new TerminalSize(80, 24);

  private final String before;
  /** Where the next character goes. */
  private int column;

  OwnTerminal(String before, InputStream in, OutputStream out) throws IOException {
    super(in, out, StandardCharsets.UTF_8, CtrlCBehaviour.TRAP);
    this.before = before;
    getInputDecoder().addProfile(() -> List.of(new SgrMouse()));
  }

  /** Takes the terminal: keys come one by one and unseen from now on, Ctrl-C and Ctrl-Z as keys too. */
  static OwnTerminal take(InputStream in, OutputStream out) throws IOException {
    OwnTerminal terminal = new OwnTerminal(stty("-g"), in, out);
    terminal.takeAgain();
    return terminal;
  }

  /** As it was before: echo, lines, signals. */
  void giveBack() throws IOException {
    stty(before);
  }

  void takeAgain() throws IOException {
    stty("-icanon", "min", "1", "-echo", "-ixon", "-iexten", "intr", "undef", "susp", "undef");
  }

  @Override
  public void setCursorPosition(int x, int y) throws IOException {
    super.setCursorPosition(x, y);
    column = x;
  }

  /**
   * Lanterna sends a character after the other, and halves of those that are two. What terminals may take for wider or
   * narrower than we do is put on blanks of the right width, and the cursor behind them: nothing beside it moves.
   */
  @Override
  public void putString(String cluster) throws IOException {
    int width = Text.width(cluster);
    if (Clusters.isPlain(cluster)) {
      super.putString(cluster);
    } else {
      String bytes = " ".repeat(width) + atColumn(column) + cluster + atColumn(column + width);
      writeToTerminal(bytes.getBytes(StandardCharsets.UTF_8));
    }
    column += width;
  }

  private static String atColumn(int column) {
    return "\u001b[" + (column + 1) + 'G';
  }

  private static String stty(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("stty"));
    command.addAll(List.of(words));
    Process stty = new ProcessBuilder(command).redirectInput(new File("/dev/tty")).start();
    try (InputStream told = stty.getInputStream()) {
      String answer = new String(told.readAllBytes(), StandardCharsets.US_ASCII).strip();
      stty.waitFor();
      return answer;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  @Override
  protected TerminalSize findTerminalSize() throws IOException {
    String[] sides = stty("size").split(" ", -1);
    try {
      int rows = Integer.parseInt(sides[0]);
      int columns = Integer.parseInt(sides[sides.length - 1]);
      return rows > 0 && columns > 0 ? new TerminalSize(columns, rows) : USUAL;
    } catch (NumberFormatException _) {
      return USUAL;
    }
  }

  @Override
  protected void saveTerminalSettings() {
    // They were noted before this terminal was made.
  }

  @Override
  protected void restoreTerminalSettings() throws IOException {
    giveBack();
  }

  @Override
  protected void canonicalMode(boolean enabled) {
    // Set with the others, all at once.
  }

  @Override
  protected void keyEchoEnabled(boolean enabled) {
    // Set with the others, all at once.
  }

  @Override
  protected void keyStrokeSignalsEnabled(boolean enabled) {
    // Set with the others, all at once.
  }
}
