package dev.tokenly.agent.launcher;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether somebody is looking at standard error. */
final class Terminal {
  private static final Path LINUX = Path.of("/proc/self/fd/2");

  private Terminal() {}

  static boolean isStandardError() {
    try {
      if (Files.isSymbolicLink(LINUX)) {
        String target = Files.readSymbolicLink(LINUX).toString();
        return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
      }
    } catch (IOException _) {
      return false;
    }
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }
}
