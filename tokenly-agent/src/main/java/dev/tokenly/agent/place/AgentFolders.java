package dev.tokenly.agent.place;

import dev.tokenly.formats.log.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Map;

/**
 * Where an agent keeps its files: {@code data} for what must survive, {@code runtime} for the socket,
 * {@code spool} where the metering proxy leaves its records for this agent. A socket's path may
 * be no longer than 100 bytes, so a deep data folder gets its socket in a private temporary folder.
 */
public record AgentFolders(Path data, Path runtime, Path spool) {
  /** The file of {@link #namesKey}. */
  public static final String NAMES_KEY = "names.key";

  private static final int MAX_SOCKET_PATH = 100;

  /** The platform's own places: system-wide ones for root, the user's otherwise. */
  public static AgentFolders usual(Machine machine, boolean root) {
    return below(usualData(machine, root), usualRuntime(machine, root));
  }

  /** Everything below one folder. */
  public static AgentFolders in(Path data) {
    return below(data, data);
  }

  /** For a run that leaves no trace: everything is kept in another folder, but the same spool is read. */
  public static AgentFolders rehearsing(AgentFolders real, Path copy) {
    return new AgentFolders(copy, copy, real.spool);
  }

  private static AgentFolders below(Path data, Path runtime) {
    Path folder = data.toAbsolutePath().normalize();
    return new AgentFolders(folder, runtime.toAbsolutePath().normalize(), folder.resolve("spool"));
  }

  private static Path usualData(Machine machine, boolean root) {
    Map<String, String> environment = machine.environment();
    return switch (machine.platform()) {
      case LINUX -> {
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        Path user = state.isBlank() ? machine.inHome(".local/state") : Path.of(state);
        yield root ? Path.of("/var/lib/tokenly") : user.resolve("tokenly");
      }
      case MACOS ->
          root
              ? Path.of("/Library/Application Support/Tokenly")
              : machine.inHome("Library/Application Support/Tokenly");
      case WINDOWS -> Path.of(environment.getOrDefault("PROGRAMDATA", "C:\\ProgramData"), "Tokenly");
    };
  }

  private static Path usualRuntime(Machine machine, boolean root) {
    String runtime = machine.environment().getOrDefault("XDG_RUNTIME_DIR", "");
    if (root && machine.platform() == Machine.Platform.LINUX) {
      return Path.of("/run/tokenly");
    }
    return runtime.isBlank() ? usualData(machine, root) : Path.of(runtime, "tokenly");
  }

  /**
   * Makes the folders, readable by the owner only. Refuses a data folder that others may write to: whoever can put a file
   * there has this agent run it.
   */
  public void create() throws IOException {
    DurableFile.createFolder(data);
    refuseOthers();
    DurableFile.createFolder(runtime);
    DurableFile.createFolder(logs());
    if (spool.startsWith(data)) {
      DurableFile.createFolder(spool);
    }
  }

  private void refuseOthers() throws IOException {
    if (!Files.getFileStore(data).supportsFileAttributeView(PosixFileAttributeView.class)) {
      return;
    }
    PosixFileAttributes folder = Files.readAttributes(data, PosixFileAttributes.class);
    Path mine = Files.createTempFile(data, "owner", ".tmp");
    UserPrincipal me = Files.getOwner(mine);
    Files.delete(mine);
    if (!folder.owner().equals(me)) {
      throw new IOException(
          "the data folder " + data + " belongs to " + folder.owner().getName()
              + ": run this as that user, or name another");
    }
    if (folder.permissions().contains(PosixFilePermission.GROUP_WRITE)
        || folder.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new IOException("the data folder " + data + " may be written to by others: chmod go-w it");
    }
  }

  /** A path for the worker's socket that the platform can bind. */
  public Path socket() throws IOException {
    Path usual = runtime.resolve("worker.sock");
    if (usual.toString().length() <= MAX_SOCKET_PATH) {
      return usual;
    }
    return Files.createTempDirectory("tokenly").resolve("worker.sock");
  }

  public Path state() {
    return data.resolve("tokenly-state.json");
  }

  public Path learning() {
    return data.resolve("tokenly-learning.json");
  }

  public Path key() {
    return data.resolve("agent.key");
  }

  /** The key under which names are hashed; it is told to nobody. */
  public Path namesKey() {
    return data.resolve(NAMES_KEY);
  }

  public Path lock() {
    return data.resolve("agent.lock");
  }

  public Path logs() {
    return data.resolve("logs");
  }

  public Path parked() {
    return data.resolve("parked");
  }

  public Path updates() {
    return data.resolve("updates");
  }
}
