package dev.tokenly.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent that lacks the right to look where logs may be: that is said, with the command that grants it. */
class ClosedHomeTest {
  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

  @TempDir Path folder;
  private Path closed;

  /** Root may read everything, unless it gives that right up and the folder is somebody else's. */
  @BeforeEach
  void begin() throws IOException {
    assumeTrue(!ROOT || Files.isExecutable(SETPRIV));
    closed = folder.toRealPath().resolve("home/.claude");
    Files.createDirectories(closed.resolve("projects/p"));
    Files.writeString(closed.resolve("projects/p/a.jsonl"), "{}\n");
    if (ROOT) {
      Files.setAttribute(closed, "unix:uid", 65534);
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    } else {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    }
  }

  @AfterEach
  void open() throws IOException {
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
  }

  private String run(String... options) throws Exception {
    List<String> runner =
        ROOT ? List.of(SETPRIV.toString(), "--bounding-set=-dac_override,-dac_read_search") : List.of();
    try (AgentProcess agent = AgentProcess.start(runner, folder, options)) {
      assertEquals(0, agent.process().waitFor(), agent::output);
      return agent.output();
    }
  }

  @Test
  void doctor_names_the_folder_and_what_opens_it() throws Exception {
    String said = run("doctor");
    assertTrue(
        said.contains(
            "no right to read: " + closed + " (to grant it: setfacl -R -m u:tester:rX,d:u:tester:rX " + closed + ")"),
        said);
    assertEquals(1, said.lines().filter(line -> line.startsWith("warning: a folder cannot be read")).count(), said);
  }

  @Test
  void a_folder_the_policy_forbids_is_not_missed() throws Exception {
    Path policy = Files.writeString(folder.resolve("agent.toml"), "deny_roots = [\"" + closed + "\"]");
    String said = run("doctor", "--policy", policy.toString());
    assertFalse(said.contains("no right to read: " + closed), said);
  }
}
