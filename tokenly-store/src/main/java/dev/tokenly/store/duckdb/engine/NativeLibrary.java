package dev.tokenly.store.duckdb.engine;

import java.io.IOException;
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
  private static final Path MAPPINGS = Path.of("/proc/self/maps");

  private NativeLibrary() {}

  /** Removes this process's unpacked library, where that is possible, and those that earlier processes left. */
  static void sweep() {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(temporary, "libduckdb_java*")) {
      String mappings = Files.isReadable(MAPPINGS) ? Files.readString(MAPPINGS) : "";
      for (Path file : files) {
        boolean old = Files.getLastModifiedTime(file).toInstant().isBefore(Instant.now().minus(BEING_LOADED));
        if (old || mappings.contains(file.toString())) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      LOG.debug("unpacked native libraries stay in {}", temporary, e);
    }
  }
}
