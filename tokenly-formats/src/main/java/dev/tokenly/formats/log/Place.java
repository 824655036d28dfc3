package dev.tokenly.formats.log;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;

/**
 * A folder to look in and the pattern its logs match, relative to the folder with forward slashes ({@code *} within a
 * name, {@code **} across folders).
 */
public record Place(Path root, String glob) {

  /** Decides which paths below {@link #root}, relative to it, belong to this place. */
  public PathMatcher matcher() {
    return FileSystems.getDefault().getPathMatcher("glob:" + glob);
  }
}
