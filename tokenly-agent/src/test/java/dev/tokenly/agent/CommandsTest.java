package dev.tokenly.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.json.Fields;
import dev.tokenly.model.protocol.Resync;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person at a terminal asks of the launcher. */
class CommandsTest {
  @TempDir Path folder;
  private FakeServer server;
  private Path logs;

  @BeforeEach
  void begin() throws IOException {
    server = new FakeServer();
    logs = Files.createDirectories(folder.resolve("logs"));
    server.onHeartbeat(FakeServer.approval(Map.of("discovery_paths", Map.of("linux", List.of(logs.toString())))));
    Files.writeString(
        logs.resolve("a.jsonl"),
        """
        {"timestamp":"2026-11-20T10:00:00Z","service":"openai","model":"m","output_tokens":1,"request_id":"r-1","prompt":"CANARY"}
        not json
        {"timestamp":"2026-11-20T10:00:00Z","service":"openai","model":"m","output_tokens":2,"request_id":"r-2"}
        """);
  }

  @AfterEach
  void end() {
    server.close();
  }

  private String run(int expected, String... options) throws Exception {
    Files.deleteIfExists(folder.resolve("agent.out"));
    try (AgentProcess agent = AgentProcess.start(folder, options)) {
      int exit = agent.process().waitFor();
      assertEquals(expected, exit, agent::output);
      return agent.output();
    }
  }

  @Test
  void once_sends_and_says_what_then_finds_nothing_new() throws Exception {
    String first = run(0, "--once", "--server", server.address());
    assertTrue(first.contains("2 records sent."), first);
    assertTrue(first.contains("bad: 1"), first);
    assertEquals(2, server.lines().size());
    String second = run(0, "--once", "--server", server.address());
    assertTrue(second.contains("Nothing new found."), second);
    assertEquals(2, server.lines().size());
  }

  /** Fault 26 for an agent that cron starts. */
  @Test
  void f26_once_sends_again_what_a_server_put_back_from_a_backup_asks_for() throws Exception {
    server.onIngest(_ -> FakeServer.accepted("late", Instant.parse("2026-11-26T10:00:00Z")));
    run(0, "--once", "--server", server.address());
    server.onHeartbeat(
        FakeServer.approval(
            Map.of("discovery_paths", Map.of("linux", List.of(logs.toString()))), new Resync("epoch-1", null)));
    run(0, "--once", "--server", server.address());
    assertEquals("late", server.heartbeats().getLast().object("last_batch").text("ingestion_id"));
    assertEquals(4, server.lines().size());
    run(0, "--once", "--server", server.address());
    assertEquals("epoch-1", server.heartbeats().getLast().text("resynced"));
    assertEquals(4, server.lines().size(), "once for each time it is asked");
  }

  /** What a rehearsal takes for sent is on no server. */
  @Test
  void a_look_at_what_would_be_sent_cleans_nothing_up_and_what_was_cleaned_up_is_told() throws Exception {
    server.onHeartbeat(
        FakeServer.approval(
            Map.of("discovery_paths", Map.of("linux", List.of(logs.toString())), "tool_logs", List.of("native"),
                "cleanup", "delete", "max_file_age_hours", 200L)));
    run(0, "--once", "--server", server.address());
    Path old =
        Files.writeString(logs.resolve("old.jsonl"), Files.readString(logs.resolve("a.jsonl")).replace("r-", "s-"));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(3))));
    run(0, "--once", "--dry-run");
    run(0, "doctor");
    run(0, "doctor", "--show-payload");
    assertTrue(Files.exists(old));
    assertTrue(run(0, "deletions", "--dry-run").contains("would remove nothing now"));
    run(0, "--once", "--server", server.address());
    assertFalse(Files.exists(old), "sent, and then removed");
    assertTrue(run(0, "deletions").contains("old.jsonl"));
    assertFalse(server.heartbeats().getLast().has("removed"));
    run(0, "--once", "--server", server.address());
    List<Fields> told = server.heartbeats().getLast().objects("removed");
    assertEquals(1, told.size());
    assertEquals(old.toString(), told.getFirst().text("file"));
    assertEquals(64, told.getFirst().text("sha256").length());
    run(0, "--once", "--server", server.address());
    assertFalse(server.heartbeats().getLast().has("removed"), "told once");
  }

  @Test
  void deletions_can_be_looked_at_before_they_happen() throws Exception {
    Path old = logs.resolve("a.jsonl");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(3))));
    run(0, "--once", "--server", server.address());
    Path state = folder.resolve("data/tokenly-state.json");
    Files.writeString(state, Files.readString(state).replace("\"cleanup\":\"keep\"", "\"cleanup\":\"delete\""));
    String seen = run(0, "deletions", "--dry-run");
    assertTrue(seen.contains(old.toString()), seen);
    assertTrue(Files.exists(old));
  }

  @Test
  void a_data_folder_that_others_may_write_to_is_refused() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxrwx---"));
    String said = run(1, "--server", server.address());
    assertTrue(said.contains("may be written to by others"), said);
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-x---"));
    assertTrue(run(0, "--once", "--server", server.address()).contains("2 records sent."));
    assertTrue(run(0, "deletions").contains("Nothing was removed"));
    Path key = data.resolve("agent.key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    run(0, "--once", "--server", server.address());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
  }

  @Test
  void a_dry_run_sends_nothing_and_moves_no_cursor() throws Exception {
    run(0, "--once", "--server", server.address());
    Files.writeString(logs.resolve("b.jsonl"), Files.readString(logs.resolve("a.jsonl")).replace("r-", "s-"));
    String seen = run(0, "--once", "--dry-run");
    assertTrue(seen.contains("2 records would be sent."), seen);
    assertEquals(seen, run(0, "--once", "--dry-run"));
    assertEquals(2, server.lines().size());
  }

  @Test
  void doctor_accounts_for_every_line_and_shows_exactly_what_would_leave() throws Exception {
    run(0, "--once", "--server", server.address());
    String report = run(0, "doctor");
    assertTrue(report.contains("2 records = 2 taken by the server + 0 parked"), report);
    assertTrue(report.contains("Nothing new found."), report);
    Files.writeString(logs.resolve("b.jsonl"), Files.readString(logs.resolve("a.jsonl")).replace("r-", "s-"));
    String payload = run(0, "doctor", "--show-payload");
    assertEquals(2, payload.lines().filter(line -> line.contains("\"request_id\":\"s-")).count(), payload);
    assertFalse(payload.contains("CANARY"), payload);
  }

  @Test
  void a_machine_that_waits_for_approval_is_told_its_fingerprint() throws Exception {
    server.onHeartbeat(new FakeServer.Reply(202, "{\"client_id\":\"c\",\"message\":\"m\"}"));
    String said = run(1, "--once", "--server", server.address());
    assertTrue(said.contains("waits for approval; its key is SHA256:"), said);
  }

  @Test
  void wrong_usage_is_a_sentence_and_exit_code_2() throws Exception {
    assertTrue(run(2, "--serve", "x").contains("unknown option: --serve"));
    assertTrue(run(2).contains("--server is missing"));
    assertTrue(run(2, "--server", "http://other.example:7071").contains("--insecure-http"));
    assertTrue(run(2, "--server", "ftp://x").contains("not an http or https address"));
    assertTrue(run(2, "--server", "http://127.0.0.1:99999").contains("not a port between 1 and 65535: 99999"));
    assertTrue(
        run(2, "--server", server.address(), "--policy", "/no/such.toml").contains("there is no policy /no/such"));
    assertTrue(run(1, "--once", "--server", server.address(), "--ca-file", "/no/such.pem")
        .contains("there is no file /no/such.pem with certificates"));
  }

  @Test
  void help_and_version_answer() throws Exception {
    assertTrue(run(0, "--help").contains("--dry-run"));
    assertTrue(run(0, "--version").startsWith("tokenly-launcher "));
  }

  @Test
  void installing_below_a_root_writes_a_unit_that_systemd_accepts_and_uninstalling_removes_it() throws Exception {
    Path root = folder.resolve("root");
    String[] install = {"--install", "--root", root.toString(), "--server", "https://tokenly.example:7071"};
    assertTrue(run(0, install).contains("wrote "));
    Path unit = root.resolve("etc/systemd/system/tokenly-agent.service");
    String text = Files.readString(unit);
    assertTrue(text.contains("--server=https://tokenly.example:7071"), text);
    assertTrue(text.contains("Type=notify"), text);
    if (Files.isExecutable(Path.of("/usr/bin/systemd-analyze"))) {
      Process check =
          new ProcessBuilder("systemd-analyze", "verify", unit.toString()).redirectErrorStream(true).start();
      String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertFalse(said.contains("tokenly-agent.service:"), said);
    }
    assertTrue(run(0, "--uninstall", "--print", "--root", root.toString()).contains("# removed: " + unit));
    assertTrue(Files.exists(unit), "only shown");
    run(0, "--uninstall", "--root", root.toString());
    try (Stream<Path> left = Files.walk(root)) {
      assertEquals(0, left.filter(Files::isRegularFile).count());
    }
  }

  @Test
  void print_writes_nothing() throws Exception {
    String shown = run(0, "--install", "--print", "--server", "https://tokenly.example:7071");
    assertTrue(shown.contains("NoNewPrivileges=yes"), shown);
    assertTrue(shown.contains("# then: systemctl enable --now tokenly-agent.service"), shown);
  }

  @Test
  void print_shows_the_service_of_every_platform() throws Exception {
    String[] ask = {"--install", "--print", "--server", "https://tokenly.example:7071", "--platform"};
    assertTrue(run(0, ask[0], ask[1], ask[2], ask[3], ask[4], "darwin").contains("com.tokenly.launcher"));
    assertTrue(run(0, ask[0], ask[1], ask[2], ask[3], ask[4], "windows").contains("Tokenly"));
    assertTrue(run(2, ask[0], ask[1], ask[2], ask[3], ask[4], "beos").contains("linux, darwin or windows"));
  }
}
