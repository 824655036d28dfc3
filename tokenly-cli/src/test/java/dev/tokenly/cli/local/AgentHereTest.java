package dev.tokenly.cli.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tokenly.formats.log.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentHereTest {
  @TempDir Path home;

  private Path spool() {
    Machine machine = new Machine(Machine.Platform.LINUX, home, Map.of());
    return AgentHere.folders(machine, false, home.resolve("data")).spool();
  }

  private void lock(Path folder, long pid) throws IOException {
    Files.writeString(Files.createDirectories(folder).resolve("agent.lock"), Long.toString(pid));
  }

  @Test
  void the_spool_is_the_running_agents_and_the_services_before_that_of_up() throws Exception {
    Path service = home.resolve(".local/state/tokenly");
    Path ofUp = home.resolve("data/agent");
    long alive = ProcessHandle.current().pid();
    assertEquals(service.resolve("spool"), spool(), "nobody runs");
    lock(ofUp, alive);
    lock(service, 999_999_999);
    assertEquals(ofUp.resolve("spool"), spool(), "only that of up runs");
    lock(service, alive);
    assertEquals(service.resolve("spool"), spool(), "both run");
    Files.writeString(service.resolve("agent.lock"), "no number");
    assertFalse(AgentHere.runs(service.resolve("agent.lock")));
  }
}
