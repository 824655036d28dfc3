package dev.tokenly.proxy.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The spool's folder, readable by its owner only. Each proxy on it locks a slots file of its own, {@code proxy-0.calls}
 * and so on; one that is there and not locked was left by a crash.
 */
final class SpoolFolder {
  private static final int MAX_PROXIES = 32;

  private final Path folder;

  SpoolFolder(Path folder) throws IOException {
    this.folder = folder;
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] owner =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
            }
            : new FileAttribute<?>[0];
    Files.createDirectories(folder, owner);
  }

  /** A slots file that is ours while we live. */
  record Claim(int instance, Path path, FileChannel channel) {}

  /** Claims the first slots file nobody holds; throws when more proxies than make sense hold them all. */
  Claim claim() throws IOException {
    for (int instance = 0; instance < MAX_PROXIES; instance++) {
      Claim claim =
          lock(instance, Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
      if (claim != null) {
        return claim;
      }
    }
    throw new IOException("more than " + MAX_PROXIES + " proxies already write to " + folder);
  }

  /** Claims the slots file of a proxy that is no more; null when there is none or its proxy lives. */
  @Nullable
  Claim claimLeft(int instance) throws IOException {
    return Files.exists(path(instance))
        ? lock(instance, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE))
        : null;
  }

  int most() {
    return MAX_PROXIES;
  }

  private @Nullable Claim lock(int instance, Set<StandardOpenOption> options) throws IOException {
    FileChannel channel = FileChannel.open(path(instance), options);
    FileLock lock = tryLock(channel);
    if (lock == null) {
      channel.close();
      return null;
    }
    return new Claim(instance, path(instance), channel);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  private Path path(int instance) {
    return folder.resolve("proxy-" + instance + ".calls");
  }
}
