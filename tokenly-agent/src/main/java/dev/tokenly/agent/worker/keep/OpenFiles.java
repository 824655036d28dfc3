package dev.tokenly.agent.worker.keep;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** The files some process has open, as far as the system lets us see them: a log that is open is still being written. */
final class OpenFiles {
  private static final Path PROCESSES = Path.of("/proc");

  private OpenFiles() {}

  /** Their paths; none where there is no {@code /proc}. */
  static Set<Path> now() {
    Set<Path> open = new HashSet<>();
    if (Files.isDirectory(PROCESSES)) {
      try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
        processes.forEach(process -> add(process.resolve("fd"), open));
      } catch (IOException | DirectoryIteratorException _) {
        // what was seen until then is what is known
      }
    }
    return open;
  }

  private static void add(Path descriptors, Set<Path> open) {
    try (DirectoryStream<Path> links = Files.newDirectoryStream(descriptors)) {
      for (Path link : links) {
        open.add(Files.readSymbolicLink(link));
      }
    } catch (IOException | DirectoryIteratorException _) {
      // another user's process, or one that has just ended
    }
  }
}
