package dev.tokenly.agent;

import static dev.tokenly.agent.FakeServer.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.protocol.Resync;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to the two processes: faults 1, 2, 6, 26, 37, 38 and 41 of the list in {@code specs/01-agent.md}. */
class ProcessFaultsTest {
  @TempDir Path folder;
  private FakeServer server;
  private Path logs;
  private int written;

  @BeforeEach
  void begin() throws IOException {
    server = new FakeServer();
    logs = Files.createDirectories(folder.resolve("logs"));
    server.onHeartbeat(approval());
  }

  @AfterEach
  void end() {
    server.close();
  }

  private FakeServer.Reply approval() {
    return FakeServer.approval(config());
  }

  private Map<String, Object> config() {
    return Map.of(
        "discovery_paths", Map.of("linux", List.of(logs.toString())), "worker_timeout_seconds", 3L,
        "tail_interval_seconds", 1L);
  }

  private AgentProcess start() throws IOException {
    return AgentProcess.start(folder, "--server", server.address());
  }

  private void write(int count) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int number = 0; number < count; number++) {
      lines.append(
          "{\"timestamp\":\"2026-11-20T10:00:00Z\",\"service\":\"openai\",\"model\":\"gpt-6-sol\",\"output_tokens\":1,"
              + "\"request_id\":\"r-")
          .append(written++).append("\"}\n");
    }
    Files.writeString(logs.resolve("a.jsonl"), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private Set<String> arrived() {
    return new HashSet<>(server.lines());
  }

  private static void kill(String signal, ProcessHandle process) throws IOException, InterruptedException {
    new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
  }

  /** Faults 1 and 2: the server has the bytes, or not yet, and the worker is dead before it can note anything. */
  @Test
  void f01_f02_a_worker_killed_around_an_upload_loses_nothing() throws Exception {
    AtomicBoolean killed = new AtomicBoolean();
    try (AgentProcess agent = start()) {
      await("a worker", agent::hasWorker);
      server.onIngest(
          _ -> {
            if (killed.compareAndSet(false, true)) {
              agent.worker().destroyForcibly();
            }
            return FakeServer.accepted();
          });
      write(20);
      await("the lines, after the kill too", () -> killed.get() && server.uploads().size() >= 2);
      assertEquals(20, arrived().size());
      for (int round = 0; round < 2; round++) {
        await("a worker again", agent::hasWorker);
        write(5);
        agent.worker().destroyForcibly();
      }
      await("everything", () -> arrived().size() == written);
      assertEquals(0, agent.stop());
    }
  }

  /** Fault 6. */
  @Test
  void f06_cursors_of_a_later_version_stop_the_worker_with_a_sentence_and_stay_as_they_are() throws Exception {
    Path cursors = Files.createDirectories(folder.resolve("data")).resolve("tokenly-cursors.7");
    String header = "{\"version\":99,\"cursors\":0}";
    CRC32C crc = new CRC32C();
    crc.update(header.getBytes(StandardCharsets.UTF_8));
    String later = "%08x %s\n".formatted(crc.getValue(), header);
    Files.writeString(cursors, later);
    try (AgentProcess agent = start()) {
      await("the sentence", () -> agent.output().contains("was written by a later version of Tokenly"));
      assertEquals(later, Files.readString(cursors));
    }
  }

  /** Fault 26: everything that is still there is sent anew, once for each time it is asked for; what is gone is told. */
  @Test
  void f26_a_server_put_back_from_a_backup_is_sent_everything_again_and_told_what_is_gone() throws Exception {
    server.onIngest(_ -> FakeServer.accepted("late", Instant.parse("2026-11-26T10:00:00Z")));
    write(7);
    Files.writeString(logs.resolve("b.jsonl"), Files.readString(logs.resolve("a.jsonl")).replace("r-", "b-"));
    try (AgentProcess agent = start()) {
      await("the first lines", () -> server.lines().size() == 14);
      await("its place", () -> said("last_batch").contains("late"));
      assertEquals("", said("resynced"));
      Files.delete(logs.resolve("b.jsonl"));
      server.onHeartbeat(FakeServer.approval(config(), new Resync("epoch-1", null)));
      kill("-HUP", agent.process().toHandle());
      await("the lines again", () -> server.lines().size() == 21);
      await("that it was done", () -> said("resynced").equals("epoch-1"));
      await("what is gone", () -> said("problem").contains("up to 7 records of 1 files cannot be sent to it again"));
      write(1);
      await("a new line and no old one", () -> server.lines().size() == 22);
      assertEquals(0, agent.stop());
    }
    assertEquals(22, server.lines().size());
  }

  /** A field of the last heartbeat as text; empty when it has none. */
  private String said(String field) {
    Object value = server.heartbeats().isEmpty() ? null : server.heartbeats().getLast().values().get(field);
    return value == null ? "" : value.toString();
  }

  /** Fault 37, the agent's side: each run says a name of its own, the same in every beat. */
  @Test
  void f37_every_run_of_the_agent_has_a_name_of_its_own() throws Exception {
    Set<String> names = new HashSet<>();
    for (int run = 1; run <= 2; run++) {
      int before = server.heartbeats().size();
      try (AgentProcess agent = start()) {
        await("two beats", () -> server.heartbeats().size() >= before + 2);
        assertEquals(0, agent.stop());
      }
      server.heartbeats().forEach(beat -> names.add(beat.text("instance")));
      assertEquals(run, names.size());
    }
  }

  /** Fault 38. */
  @Test
  void f38_a_key_revoked_in_the_middle_stops_the_uploads_and_deletes_nothing() throws Exception {
    write(10);
    try (AgentProcess agent = start()) {
      await("the first lines", () -> arrived().size() == 10);
      server.onIngest(_ -> FakeServer.error(403, "client_not_approved"));
      server.onHeartbeat(
          new FakeServer.Reply(403,
              "{\"client_id\":\"c\",\"approved\":false,\"message\":\"m\",\"reason\":\"suspended\"}"));
      write(5);
      await("the launcher's sentence", () -> agent.output().contains("refuses this machine"));
      await("the worker's end", () -> !agent.hasWorker());
      assertTrue(Files.exists(logs.resolve("a.jsonl")));
      server.onIngest(_ -> FakeServer.accepted());
      server.onHeartbeat(approval());
      kill("-HUP", agent.process().toHandle());
      await("the rest, once it is allowed again", () -> arrived().size() == 15);
    }
  }

  /** Fault 41. */
  @Test
  void f41_a_worker_that_hangs_is_replaced() throws Exception {
    try (AgentProcess agent = start()) {
      await("a worker", agent::hasWorker);
      write(3);
      await("its lines", () -> arrived().size() == 3);
      ProcessHandle hanging = agent.worker();
      kill("-STOP", hanging);
      await("the end of the hanging one", () -> !hanging.isAlive());
      write(3);
      await("the lines after it", () -> arrived().size() == 6);
      assertFalse(hanging.isAlive());
    }
  }
}
