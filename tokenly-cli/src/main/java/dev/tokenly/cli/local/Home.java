package dev.tokenly.cli.local;

import dev.tokenly.cli.complaint.Complaints;
import dev.tokenly.cli.session.PrivateFile;
import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The folder of a ledger on this machine: the server's data, the agent's, their logs, and who runs them. */
public record Home(Path folder) {

  /** The ledger that runs in a folder: the process and its address. */
  public record Running(long pid, String url) {}

  /** Makes the folder, for its owner alone. */
  public void create() {
    try {
      PrivateFile.createFolder(folder);
      PrivateFile.createFolder(server());
      PrivateFile.createFolder(agent());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + folder + ": " + Complaints.why(e), e);
    }
  }

  public Path server() {
    return folder.resolve("server");
  }

  public Path agent() {
    return folder.resolve("agent");
  }

  public Path log(String of) {
    return folder.resolve(of + ".log");
  }

  /** The password of the ledger's owner, so that its own machine never has to ask for it. */
  public Path ownersPassword() {
    return folder.resolve("owner.password");
  }

  private Path running() {
    return folder.resolve("up.json");
  }

  /** Who runs this ledger, if its process still lives. */
  public @Nullable Running find() {
    String text = PrivateFile.read(running());
    if (text == null) {
      return null;
    }
    Fields fields = Fields.parse(text.getBytes(StandardCharsets.UTF_8));
    Running found = new Running(fields.number("pid", 0), fields.text("url"));
    return ProcessHandle.of(found.pid()).map(ProcessHandle::isAlive).orElse(false) ? found : null;
  }

  public void remember(Running now) {
    PrivateFile.write(running(), JsonText.write(Map.of("pid", now.pid(), "url", now.url())) + '\n');
  }

  public void forget() {
    try {
      Files.deleteIfExists(running());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
