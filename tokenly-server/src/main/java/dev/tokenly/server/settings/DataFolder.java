package dev.tokenly.server.settings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The server's data folder, held by one process at a time; a second one is told the process that holds it. */
public final class DataFolder implements AutoCloseable {
  private final Path folder;
  private final FileChannel channel;

  private DataFolder(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /** Makes the folder if need be and takes hold of it; throws {@link IOException} naming the holder's PID. */
  public static DataFolder hold(Path folder) throws IOException {
    create(folder);
    Path lock = folder.resolve("server.lock");
    FileChannel channel =
        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (!isLocked(channel)) {
      String holder = Files.readString(lock).strip();
      channel.close();
      throw new IOException(
          "the data folder " + folder + " is in use by another server (PID " + (holder.isEmpty() ? "unknown" : holder)
              + ")");
    }
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)), 0);
    return new DataFolder(folder, channel);
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock(1 << 20, 1, false);
      return lock != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  private static void create(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Files.createDirectories(folder);
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  public Path path() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
