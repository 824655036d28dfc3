package dev.tokenly.e2e.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Appends to a log in one write, as a tool does. */
final class LogWriter {
  private LogWriter() {}

  static void append(Path file, String text) {
    try {
      Files.createDirectories(file.resolveSibling("."));
      Files.write(
          file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("writing the test's log " + file + " failed", e);
    }
  }
}
