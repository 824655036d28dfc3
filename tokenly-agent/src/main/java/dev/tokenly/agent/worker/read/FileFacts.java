package dev.tokenly.agent.worker.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;

/**
 * What a file looks like from outside: {@code id} is its device and inode, or its path where the file system has none;
 * any change of what is in it changes size or modification time, but for one so soon after another that the file system's
 * clock does not tell them apart: {@code settled} is false while that could still happen.
 */
public record FileFacts(Path path, String id, long size, Instant modified, boolean settled) {
  private static final Duration CLOCK_GRAIN = Duration.ofMillis(100);

  /** Looks at a regular file, not through a symbolic link; throws when there is none. */
  public static FileFacts of(Path path) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isRegularFile()) {
      throw new IOException(path + " is not a regular file");
    }
    return of(path, attributes);
  }

  /** The same from attributes already read. */
  public static FileFacts of(Path path, BasicFileAttributes attributes) {
    Object key = attributes.fileKey();
    Instant modified = attributes.lastModifiedTime().toInstant();
    return new FileFacts(
        path,
        key == null ? path.toString() : key.toString(),
        attributes.size(),
        modified,
        modified.isBefore(Instant.now().minus(CLOCK_GRAIN)));
  }

  /** When it was last written, or the beginning of time while that cannot be relied on. */
  Instant settledModified() {
    return settled ? modified : Instant.EPOCH;
  }

  /** True when nothing was written between the two looks. */
  public boolean isUnchangedSince(FileFacts earlier) {
    return earlier.settled && id.equals(earlier.id) && size == earlier.size && modified.equals(earlier.modified);
  }
}
