package dev.tokenly.store.duckdb.engine;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The driver unpacks its native library (70 MB) into the temporary folder and removes it only at an orderly exit: every
 * {@code kill -9} would leave one. A loaded library needs its file no longer where files can be unlinked while mapped.
 */
final class NativeLibrary {
  private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);
  private static final Duration BEING_LOADED = Duration.ofMinutes(2);

  /** Between the end of unpacking and the loading nobody holds the file; that takes no time. */
  private static final Duration HELD_BY_NOBODY = Duration.ofSeconds(2);

  private static final Path MAPPINGS = Path.of("/proc/self/maps");

  private NativeLibrary() {}

  /** Removes this process's unpacked library, where that is possible, and those that earlier processes left. */
  static void sweep() {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(temporary, "libduckdb_java*")) {
      String mappings = Files.isReadable(MAPPINGS) ? Files.readString(MAPPINGS) : "";
      for (Path file : files) {
        if (mappings.contains(file.toString()) || isLeft(file)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      LOG.debug("unpacked native libraries stay in {}", temporary, e);
    }
  }

  /** Whether a process that is gone left the file; where that cannot be asked, whether it is too old to be loaded now. */
  private static boolean isLeft(Path file) throws IOException {
    Duration age = Duration.between(Files.getLastModifiedTime(file).toInstant(), Instant.now());
    boolean canAsk = Files.isReadable(MAPPINGS);
    return age.compareTo(BEING_LOADED) > 0 || (canAsk && age.compareTo(HELD_BY_NOBODY) > 0 && !isHeld(file));
  }

  private static boolean isHeld(Path file) throws IOException {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        if (holds(process, file)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Has it open for unpacking, or has it loaded; nothing is known of other people's processes, whose files are theirs. */
  private static boolean holds(Path process, Path file) {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : open) {
        if (Files.isSymbolicLink(descriptor) && Files.readSymbolicLink(descriptor).equals(file.toAbsolutePath())) {
          return true;
        }
      }
      return Files.readString(process.resolve("maps")).contains(file.toString());
    } catch (IOException | DirectoryIteratorException gone) {
      return false;
    }
  }
}
