package dev.tokenly.cli.session;

import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.complaint.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Files that hold secrets: mode 0600 in folders of mode 0700, replaced atomically, refused when others can read them. */
public final class PrivateFile {
  private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");

  private PrivateFile() {}

  /** The text of a private file; null when there is none. Throws a complaint when others may read it. */
  public static @Nullable String read(Path file) {
    try {
      if (hasPermissions(file) && !OWNER.containsAll(Files.getPosixFilePermissions(file))) {
        throw Complaint.local(
            ExitCode.NO_ACCESS,
            "E-CREDENTIALS-MODE",
            file + " can be read by others",
            "It holds a login.",
            "chmod 600 " + file)
            .raised();
      }
      return Files.readString(file);
    } catch (NoSuchFileException _) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces a private file. */
  public static void write(Path file, String text) {
    try {
      createFolder(folderOf(file));
      Path next = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
      Files.deleteIfExists(next);
      Set<StandardOpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      try (FileChannel channel = FileChannel.open(next, fresh, attributes(file, "rw-------"))) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a folder that only its owner can enter, and those above it that are missing. */
  public static void createFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path above = folder.getParent();
    if (above != null && !Files.isDirectory(above)) {
      Files.createDirectories(above);
    }
    Files.createDirectories(folder, attributes(folder, "rwx------"));
  }

  /** Opens a lock file beside a private file. */
  static FileChannel openLock(Path file) throws IOException {
    createFolder(folderOf(file));
    Path lock = file.resolveSibling(file.getFileName() + ".lock");
    Set<StandardOpenOption> open = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    return FileChannel.open(lock, open, attributes(lock, "rw-------"));
  }

  private static Path folderOf(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IllegalArgumentException("not a file: " + file);
    }
    return folder;
  }

  private static FileAttribute<?>[] attributes(Path near, String mode) throws IOException {
    Path existing = near.toAbsolutePath();
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (existing == null || !hasPermissions(existing)) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))};
  }

  private static boolean hasPermissions(Path file) throws IOException {
    FileStore store = Files.getFileStore(file);
    return store.supportsFileAttributeView(PosixFileAttributeView.class);
  }
}
