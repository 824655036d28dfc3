package dev.tokenly.tui.draw;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.terminal.ansi.UnixTerminal;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A terminal that asks the system for its size. Lanterna asks the terminal itself, whose answer the thread that waits for
 * keys takes for itself: each change of size would take five seconds, and be lost.
 */
final class OwnTerminal extends UnixTerminal {
  private static final TerminalSize USUAL = new TerminalSize(80, 24);

  private final String before;
  private final String taken;

  private OwnTerminal(String before, InputStream in, OutputStream out) throws IOException {
    super(in, out, StandardCharsets.UTF_8, CtrlCBehaviour.TRAP);
    this.before = before;
    // Ctrl-Z comes as a key, so that the terminal can be given back before the program stops.
    runSTTYCommand("susp", "undef");
    this.taken = runSTTYCommand("-g").strip();
    getInputDecoder().addProfile(() -> List.of(new SgrMouse()));
  }

  /** Takes the terminal: keys come one by one and unseen from now on. */
  static OwnTerminal take(InputStream in, OutputStream out) throws IOException {
    return new OwnTerminal(settings(), in, out);
  }

  private static String settings() throws IOException {
    Process stty = new ProcessBuilder("stty", "-g").redirectInput(new File("/dev/tty")).start();
    try (InputStream told = stty.getInputStream()) {
      return new String(told.readAllBytes(), StandardCharsets.US_ASCII).strip();
    }
  }

  /** As it was before: echo, lines, signals. */
  void giveBack() throws IOException {
    runSTTYCommand(before);
  }

  /** As it was when it was given back. */
  void takeAgain() throws IOException {
    runSTTYCommand(taken);
  }

  @Override
  protected TerminalSize findTerminalSize() throws IOException {
    String[] sides = runSTTYCommand("size").strip().split(" ", -1);
    try {
      int rows = Integer.parseInt(sides[0]);
      int columns = Integer.parseInt(sides[sides.length - 1]);
      return rows > 0 && columns > 0 ? new TerminalSize(columns, rows) : USUAL;
    } catch (NumberFormatException _) {
      return USUAL;
    }
  }
}
