package dev.tokenly.agent.worker.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/**
 * What a file looks like from outside: {@code id} is its device and inode, or its path where the file system has none;
 * any change of what is in it changes size or modification time.
 */
public record FileFacts(Path path, String id, long size, Instant modified) {

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
    return new FileFacts(
        path,
        key == null ? path.toString() : key.toString(),
        attributes.size(),
        attributes.lastModifiedTime().toInstant());
  }

  /** True when nothing was written between the two looks. */
  public boolean isUnchangedSince(FileFacts earlier) {
    return id.equals(earlier.id) && size == earlier.size && modified.equals(earlier.modified);
  }
}
