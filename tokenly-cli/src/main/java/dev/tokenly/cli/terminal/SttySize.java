package dev.tokenly.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The size of the controlling terminal as {@code stty} tells it; 0 for what it does not tell. */
record SttySize(int rows, int columns) {
  private static final SttySize UNKNOWN = new SttySize(0, 0);

  /** Asks: the one way that needs no native code. */
  static SttySize ask() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
      int space = size.indexOf(' ');
      return space < 0
          ? UNKNOWN
          : new SttySize(Terminal.number(size.substring(0, space)), Terminal.number(size.substring(space + 1)));
    } catch (IOException _) {
      return UNKNOWN;
    }
  }
}
