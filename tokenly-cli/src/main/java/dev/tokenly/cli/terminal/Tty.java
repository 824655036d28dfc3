package dev.tokenly.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** Which of the three streams are connected to a terminal. */
public record Tty(boolean in, boolean out, boolean err) {
  public static final Tty NONE = new Tty(false, false, false);

  /**
   * Asks the system: {@code TOKENLY_TTY} (the digits of the streams that are terminals, set by a launcher that knows) or
   * {@code /proc}, which costs nothing, or else Java's console, which is all three or none.
   */
  public static Tty detect(Map<String, String> env) {
    String known = env.get("TOKENLY_TTY");
    if (known != null) {
      return new Tty(known.indexOf('0') >= 0, known.indexOf('1') >= 0, known.indexOf('2') >= 0);
    }
    if (new File("/proc/self/fd/1").exists()) {
      return new Tty(isTerminal(0), isTerminal(1), isTerminal(2));
    }
    boolean all = Objects.requireNonNull(System.console()).isTerminal();
    return new Tty(all, all, all);
  }

  private static boolean isTerminal(int stream) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + stream)).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
    } catch (IOException _) {
      return false;
    }
  }
}
