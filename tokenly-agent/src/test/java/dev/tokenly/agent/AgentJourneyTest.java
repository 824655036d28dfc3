package dev.tokenly.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.protocol.ClientConfig;
import dev.tokenly.model.protocol.HeartbeatReply;
import dev.tokenly.model.protocol.UpdateOffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Launcher and worker as the processes they are, against a server that says what the test wants. */
class AgentJourneyTest {
  @TempDir Path folder;
  private FakeServer server;
  private Path logs;

  @BeforeEach
  void begin() throws IOException {
    server = new FakeServer();
    logs = Files.createDirectories(folder.resolve("logs"));
    server.onHeartbeat(FakeServer.approval(config()));
  }

  @AfterEach
  void end() {
    server.close();
  }

  private Map<String, Object> config() {
    return Map.of("discovery_paths", Map.of("linux", List.of(logs.toString())));
  }

  private AgentProcess start() throws IOException {
    return AgentProcess.start(folder, "--server", server.address());
  }

  private static String line(int number) {
    return "{\"timestamp\":\"2026-11-20T10:00:00Z\",\"service\":\"openai\",\"model\":\"gpt-6-sol\",\"input_tokens\":"
        + number
        + ",\"output_tokens\":1,\"request_id\":\"r-"
        + number
        + "\"}\n";
  }

  private void write(String file, int from, int to) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int number = from; number < to; number++) {
      lines.append(line(number));
    }
    Files.writeString(logs.resolve(file), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Test
  void waits_for_approval_then_ships_and_follows() throws Exception {
    write("a.jsonl", 0, 10);
    server.onHeartbeat(
        new FakeServer.Reply(202,
            "{\"client_id\":\"c\",\"approved\":false,\"message\":\"m\",\"retry_after_seconds\":1}"));
    try (AgentProcess agent = start()) {
      FakeServer.await("two beats", () -> server.heartbeats().size() >= 2);
      assertFalse(agent.hasWorker());
      assertTrue(agent.output().contains("SHA256:"));
      server.onHeartbeat(FakeServer.approval(config()));
      FakeServer.await("first lines", () -> server.lines().size() == 10);
      write("a.jsonl", 10, 15);
      FakeServer.await("more lines", () -> server.lines().size() == 15);
      assertEquals(0, agent.stop(), agent::output);
    }
    try (AgentProcess _ = start()) {
      write("a.jsonl", 15, 16);
      FakeServer.await("the line after a restart", () -> server.lines().size() >= 16);
      assertEquals(16, server.lines().size(), "nothing is sent again after a clean stop");
    }
  }

  @Test
  void a_tool_used_for_the_first_time_is_followed_at_once() throws Exception {
    server.onHeartbeat(FakeServer.approval(Map.of()));
    try (AgentProcess agent = start()) {
      FakeServer.await("an empty scan", () -> agent.output().contains("scan done"));
      Path spool = Files.createDirectories(folder.resolve("home/.claude/projects/-home-me-web"));
      Files.writeString(
          spool.resolve("s1.jsonl"),
          "{\"type\":\"assistant\",\"timestamp\":\"2026-11-20T10:00:00Z\",\"sessionId\":\"s1\",\"requestId\":\"req_1\","
              + "\"message\":{\"id\":\"msg_1\",\"role\":\"assistant\",\"model\":\"claude-sonnet-4-6\","
              + "\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":12,\"output_tokens\":4}}}\n");
      FakeServer.await("its line", () -> server.lines().size() == 1);
    }
  }

  @Test
  void the_server_hears_soon_that_the_worker_runs() throws Exception {
    server.onHeartbeat(
        new FakeServer.Reply(
            200,
            new HeartbeatReply.Approved("c-1", ClientConfig.defaults(), UpdateOffer.NONE, Instant.now(), null)
                .toJson()));
    try (AgentProcess _ = start()) {
      FakeServer.await("a second beat, though the next one is due in an hour", () -> server.heartbeats().size() == 2);
      assertEquals("pending", server.heartbeats().getFirst().text("worker_status"));
      assertEquals("running", server.heartbeats().getLast().text("worker_status"));
    }
  }

  @Test
  void a_launcher_that_is_killed_leaves_no_worker() throws Exception {
    try (AgentProcess agent = start()) {
      FakeServer.await("a worker", agent::hasWorker);
      ProcessHandle worker = agent.worker();
      agent.process().destroyForcibly();
      FakeServer.await("the worker's end", () -> !worker.isAlive());
    }
  }

  @Test
  void f25_a_second_launcher_on_the_same_folder_names_the_first() throws Exception {
    try (AgentProcess first = start()) {
      FakeServer.await("a beat", () -> !server.heartbeats().isEmpty());
      try (AgentProcess second = start()) {
        assertEquals(1, second.process().waitFor());
        assertTrue(second.output().contains("process " + first.process().pid()), second::output);
      }
    }
  }

  @Test
  void runs_the_proxy_the_server_describes_and_reports_why_it_does_not() throws Exception {
    Path command = Files.writeString(folder.resolve("tokenly"), "#!/bin/sh\necho 'tokenly: no such port'; exit 2\n");
    Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
    Map<String, Object> listener = Map.of("port", 8081L, "service", "open-webui", "provider", "local");
    server.onHeartbeat(FakeServer.approval(Map.of("proxy", Map.of("listener", List.of(listener)))));
    try (AgentProcess _ = start()) {
      String problem = "the proxy refuses its settings: tokenly: no such port";
      FakeServer.await(
          "the proxy's problem",
          () -> server.heartbeats().stream().anyMatch(beat -> problem.equals(beat.optionalText("problem"))));
    }
  }
}
