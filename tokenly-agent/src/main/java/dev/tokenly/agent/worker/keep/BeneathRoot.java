package dev.tokenly.agent.worker.keep;

import dev.tokenly.model.Hash128;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * An open folder below a root, reached from the root's descriptor one level at a time without following a link: whatever
 * somebody swaps for a link meanwhile, nothing outside the root is touched. Folders that others may write to are refused.
 */
final class BeneathRoot implements AutoCloseable {
  private final List<DirectoryStream<Path>> opened = new ArrayList<>();
  private final SecureDirectoryStream<Path> folder;
  private final Set<UserPrincipal> owners = new HashSet<>();

  @SuppressWarnings("StreamResourceLeak") // every stream is in opened, which close() closes
  private BeneathRoot(Path root, Path folder) throws IOException {
    try {
      SecureDirectoryStream<Path> at = secure(Files.newDirectoryStream(root));
      refuseSharedFolder(at, root);
      for (Path name : root.equals(folder) ? List.<Path>of() : root.relativize(folder)) {
        at = secure(at.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS));
        refuseSharedFolder(at, name);
      }
      this.folder = at;
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Opens a folder that lies below a root, or the root itself; throws when the way there is not safe. */
  static BeneathRoot open(Path root, Path folder) throws IOException {
    return new BeneathRoot(root, folder);
  }

  private SecureDirectoryStream<Path> secure(DirectoryStream<Path> stream) throws IOException {
    opened.add(stream);
    if (stream instanceof SecureDirectoryStream<Path> safe) {
      return safe;
    }
    throw new IOException("this file system cannot be walked safely");
  }

  private void refuseSharedFolder(SecureDirectoryStream<Path> at, Path name) throws IOException {
    PosixFileAttributes attributes = at.getFileAttributeView(PosixFileAttributeView.class).readAttributes();
    owners.add(attributes.owner());
    if (attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)
        || attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new IOException("others may write to " + name);
    }
  }

  /** Throws when one of the folders on the way belongs to somebody else, who could exchange what lies in it. */
  void refuseOtherOwner(UserPrincipal owner) throws IOException {
    if (!owners.equals(Set.of(owner))) {
      throw new IOException("the file and the folders above it have different owners");
    }
  }

  /** The SHA-256 of a file in hex. */
  String sha256(Path name) throws IOException {
    MessageDigest digest = Hash128.sha256();
    ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    try (SeekableByteChannel file =
        folder.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      while (file.read(buffer.clear()) >= 0) {
        digest.update(buffer.flip());
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** What lies under a name, not through a link. */
  PosixFileAttributes look(Path name) throws IOException {
    return folder
        .getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .readAttributes();
  }

  /** Moves a file to another open folder of the same file system. */
  void move(Path name, BeneathRoot target, Path newName) throws IOException {
    folder.move(name, target.folder, newName);
  }

  void deleteFile(Path name) throws IOException {
    folder.deleteFile(name);
  }

  /** Removes a folder when it is empty; throws when it is not. */
  void deleteFolder(Path name) throws IOException {
    folder.deleteDirectory(name);
  }

  /** The names in the folder. */
  List<Path> names() throws IOException {
    List<Path> names = new ArrayList<>();
    for (Path path : folder) {
      names.add(path.getFileName());
    }
    return names;
  }

  @Override
  public void close() throws IOException {
    for (DirectoryStream<Path> stream : opened.reversed()) {
      stream.close();
    }
  }
}
