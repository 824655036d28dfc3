package dev.tokenly.cli.command;

import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.complaint.Complaints;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import dev.tokenly.cli.option.Option;
import dev.tokenly.model.protocol.Ed25519;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.List;

/** {@code tokenly keys generate}: the pair of keys that releases of the worker are signed with. */
final class KeysGenerateCommand implements Command {
  private final Option<String> file =
      Option.operand("FILE", "Where the private key goes; the public one is FILE.pub").completing(Option.Live.FILES);

  private final DryRun dryRun = new DryRun();

  @Override
  public Manual manual() {
    return Manual.of(
        "keys generate",
        "Make the keys that workers are signed with",
        "An Ed25519 pair: the private key in a file of mode 0600, which belongs on no server, and the public key beside"
            + " it, which agents pin. A file that exists is never overwritten.",
        "tokenly keys generate release.key",
        "Writes release.key and release.key.pub",
        "tokenly keys generate ~/offline/worker.key && cat ~/offline/worker.key.pub",
        "The line for update_key in an agent.toml",
        "tokenly keys generate release.key --dry-run",
        "Only says what it would write");
  }

  @Override
  public List<Option<?>> options() {
    return List.of(file, dryRun.option);
  }

  @Override
  public ExitCode run(Context context) {
    Path secret = Path.of(file.get());
    Path shared = Path.of(file.get() + ".pub");
    KeyPair pair = Ed25519.generate();
    try {
      for (Path there : List.of(secret, shared)) {
        if (Files.exists(there)) {
          throw new FileAlreadyExistsException(there.toString());
        }
      }
      Path folder = secret.toAbsolutePath().getParent();
      if (folder == null || !Files.isDirectory(folder)) {
        throw new NoSuchFileException(String.valueOf(folder));
      }
      if (!Files.isWritable(folder)) {
        throw new AccessDeniedException(folder.toString());
      }
      if (dryRun.holdsBack(context,
          "Write a private key to " + secret + " (mode 0600) and its public key to " + shared)) {
        return ExitCode.OK;
      }
      write(secret, Ed25519.text(pair.getPrivate()), "rw-------");
      write(shared, Ed25519.text(pair.getPublic()), "rw-r--r--");
    } catch (FileAlreadyExistsException e) {
      throw Complaint.local(ExitCode.FAILED, "E-WRITE", e.getFile() + " is there already", null,
          "name another file, or move the old key away").raised(e);
    } catch (IOException e) {
      throw Complaint.local(ExitCode.FAILED, "E-WRITE", "cannot write " + secret + ": " + Complaints.why(e), null, null)
          .raised(e);
    }
    context.terminal().line(Ed25519.text(pair.getPublic()));
    context.say("The private key is in " + secret + ": keep it off the server. Agents pin the public key above.");
    return ExitCode.OK;
  }

  private static void write(Path file, String text, String mode) throws IOException {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
            : new FileAttribute<?>[0];
    Files.createFile(file, attributes);
    Files.writeString(file, text + '\n', StandardOpenOption.WRITE);
  }
}
