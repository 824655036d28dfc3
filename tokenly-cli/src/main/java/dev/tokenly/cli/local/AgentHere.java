package dev.tokenly.cli.local;

import dev.tokenly.agent.place.AgentFolders;
import dev.tokenly.formats.log.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The agent on this machine that whatever is put down locally should reach. */
public final class AgentHere {
  private AgentHere() {}

  /**
   * The folders of the agent that runs: the service's, or the one {@code tokenly up} started (which has its own below the
   * user's data); the service's usual ones when neither does.
   */
  public static AgentFolders folders(Machine machine, boolean root, Path userData) {
    AgentFolders usual = AgentFolders.usual(machine, root);
    AgentFolders ofUp = AgentFolders.in(new Home(userData).agent());
    return Stream.of(usual, ofUp).filter(each -> runs(each.lock())).findFirst().orElse(usual);
  }

  /** Whether the process lives that a lock file names. */
  public static boolean runs(Path lock) {
    try {
      String pid = Files.exists(lock) ? Files.readString(lock).strip() : "";
      return pid.matches("[0-9]{1,9}") && ProcessHandle.of(Long.parseLong(pid)).isPresent();
    } catch (IOException _) {
      return false;
    }
  }
}
