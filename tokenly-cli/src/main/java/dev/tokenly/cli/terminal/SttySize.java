package dev.tokenly.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Asks {@code stty} for the width of the controlling terminal: the one way that needs no native code. */
final class SttySize {
  private SttySize() {}

  static @Nullable String columns() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
      int space = size.indexOf(' ');
      return space < 0 ? null : size.substring(space + 1);
    } catch (IOException _) {
      return null;
    }
  }
}
