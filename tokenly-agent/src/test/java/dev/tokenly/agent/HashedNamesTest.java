package dev.tokenly.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.json.Fields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine whose owner wrote {@code paths = "hash"}: no path and no name of a folder or file leaves it, by any way. */
class HashedNamesTest {
  private static final String CLAUDE =
      """
      {"type":"assistant","sessionId":"session-4711","uuid":"u","requestId":"req_1","version":"2.1.0",\
      "timestamp":"2026-11-20T10:00:01.000Z","cwd":"/home/alice/merger","message":{"id":"msg_1","type":"message",\
      "role":"assistant","model":"claude-opus-5","content":[],"usage":{"input_tokens":3,"output_tokens":5}}}
      """;

  @TempDir Path folder;
  private FakeServer server;
  private Path ownFormat;
  private Path claude;
  private Path policy;

  @BeforeEach
  void begin() throws IOException {
    folder = folder.toRealPath();
    server = new FakeServer();
    server.onHeartbeat(
        FakeServer.approval(
            Map.of("discovery_paths", Map.of("linux", List.of(folder.resolve("takeover").toString())), "cleanup",
                "delete")));
    claude =
        Files.writeString(
            Files.createDirectories(folder.resolve("home/.claude/projects/-home-alice-merger"))
                .resolve("session-4711.jsonl"),
            CLAUDE);
    ownFormat = Files.createDirectories(folder.resolve("takeover")).resolve("secret.jsonl");
    Files.writeString(
        ownFormat,
        """
        {"timestamp":"2026-11-20T10:00:00Z","service":"openai","model":"m","output_tokens":1,"request_id":"r-1"}
        """);
    Files.setLastModifiedTime(ownFormat, FileTime.from(Instant.now().minus(Duration.ofDays(3))));
    policy = folder.resolve("agent.toml");
    Files.writeString(policy, "paths = \"hash\"\nallow_roots = [\"" + folder + "\"]\n");
  }

  @AfterEach
  void end() {
    server.close();
  }

  private String run(String... options) throws Exception {
    Files.deleteIfExists(folder.resolve("agent.out"));
    String[] all =
        Stream.concat(Stream.of("--policy", policy.toString()), Stream.of(options)).toArray(String[]::new);
    try (AgentProcess agent = AgentProcess.start(folder, all)) {
      assertEquals(0, agent.process().waitFor(), agent::output);
      return agent.output();
    }
  }

  private String all() {
    return server.uploads().toString() + server.heartbeats();
  }

  @Test
  void no_path_and_no_name_of_a_folder_or_file_leaves_the_machine() throws Exception {
    String shown = run("doctor", "--show-payload");
    run("--once", "--server", server.address()); // collects, and cleans the native log up
    run("--once", "--server", server.address()); // tells what was removed
    assertTrue(server.heartbeats().getLast().has("removed"));
    assertEquals(2, server.lines().size());
    for (String name : List.of("merger", "alice", "jsonl", "takeover", "secret", "home", folder.toString())) {
      assertFalse(all().contains(name), () -> name + " in " + all());
      assertFalse(shown.contains(name), () -> name + " in " + shown);
    }
    assertTrue(all().contains("\"session-4711:msg_1\""), "what makes a call the call it is stays");
  }

  @Test
  void names_are_told_the_same_after_a_restart_and_shown_as_they_will_be_told() throws Exception {
    run("--once", "--server", server.address());
    Fields first = server.uploads().getFirst().metadata().object("file_info");
    String record = claudeRecord(server.lines());
    Files.writeString(claude, CLAUDE.replace("_1", "_2"), StandardOpenOption.APPEND);
    String shown = run("doctor", "--show-payload");
    run("--once", "--server", server.address());
    FakeServer.Upload second = server.uploads().getLast();
    assertEquals(record.replace("_1", "_2"), claudeRecord(second.lines()));
    assertTrue(shown.contains(claudeRecord(second.lines())), shown);
    assertTrue(shown.contains(second.metadata().object("file_info").text("original_path")), shown);
    assertTrue(first.text("original_path").startsWith(first.text("directory") + "/#"), first::toString);
  }

  private static String claudeRecord(List<String> lines) {
    return lines.stream().filter(line -> line.contains("claude")).findFirst().orElseThrow();
  }
}
