package dev.tokenly.proxy.spool;

import dev.tokenly.model.json.Fields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far the server has acknowledged the spool's files: read from the agent's newest {@code tokenly-cursors.N} in the
 * folder above the spool, one line a cursor, {@code <crc> {"path": …, "offset": …}}. Whatever cannot be read counts as not
 * acknowledged, so that nothing is deleted on the strength of a damaged file.
 */
final class Acknowledged {
  private static final int JSON_AT = 9;

  private final Path folder;

  Acknowledged(Path spool) {
    Path above = spool.toAbsolutePath().getParent();
    this.folder = above == null ? spool : above;
  }

  /** Acknowledged bytes by the file's absolute path. */
  Map<Path, Long> offsets() {
    Map<Path, Long> offsets = new HashMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      Optional<Path> newest =
          files.filter(Acknowledged::isCursorFile).max(Comparator.comparingLong(Acknowledged::generation));
      if (newest.isPresent()) {
        Files.readString(newest.get(), StandardCharsets.UTF_8).lines().forEach(line -> take(line, offsets));
      }
    } catch (IOException _) {
      return Map.of();
    }
    return offsets;
  }

  private static boolean isCursorFile(Path file) {
    return String.valueOf(file.getFileName()).matches("tokenly-cursors\\.[0-9]{1,12}");
  }

  private static long generation(Path file) {
    String name = String.valueOf(file.getFileName());
    return Long.parseLong(name.substring(name.indexOf('.') + 1));
  }

  private static void take(String line, Map<Path, Long> offsets) {
    if (line.length() <= JSON_AT) {
      return;
    }
    try {
      Fields cursor = Fields.parse(line.substring(JSON_AT).getBytes(StandardCharsets.UTF_8));
      String path = cursor.optionalText("path");
      if (path != null) {
        offsets.put(Path.of(path).toAbsolutePath(), cursor.number("offset", 0));
      }
    } catch (IllegalArgumentException _) {
      // a header, or a line a crash cut: nothing is acknowledged by it
    }
  }
}
