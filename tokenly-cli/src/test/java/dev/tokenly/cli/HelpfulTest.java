package dev.tokenly.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.terminal.Tty;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a command does beyond its answer: suggestions, waiting, notices, where a setting came from, logging in by a code. */
class HelpfulTest {
  private static final String MACHINES =
      "{\"clients\":[{\"hostname\":\"web-01\"},{\"hostname\":\"db-1\"}],\"total\":2}";

  @TempDir private Path home;
  private CannedServer server;
  private Typing person;
  private Typing script;

  @BeforeEach
  void start() throws IOException {
    server = new CannedServer();
    person = new Typing(home, server.url(), new Tty(true, true, true));
    script = new Typing(home, server.url(), Tty.NONE);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void an_export_on_a_terminal_is_harmless_text_or_refused() {
    server.answering("/api/manage/export", "{\"model\":\"\u202e\u009b31m\"}\n");
    assertEquals(ExitCode.OK, person.run("export"));
    assertEquals("{\"model\":\"\\u202e\\x9b31m\"}\n", person.out());
    assertEquals(ExitCode.USAGE, person.run("export", "--format", "parquet"));
    assertEquals(ExitCode.USAGE, person.run("export", "--compression", "gzip"));
  }

  @Test
  void a_status_line_from_long_ago_says_so_and_is_no_other_servers() throws IOException {
    server.answering("/api/manage/analytics/trend", "{\"data_points\":[],\"total_value\":9.37}")
        .answering("/api/manage/budgets", "{\"budgets\":[{\"name\":\"team\",\"percent\":61.23,\"status\":\"ok\"}]}");
    script.run("statusline");
    assertEquals("$9.37 today, team 61.2%\n", script.out());
    server.close();
    Path cache = home.resolve(".cache/tokenly");
    try (Stream<Path> lines = Files.list(cache)) {
      Path line = lines.filter(file -> file.toString().matches(".*/statusline-[a-z0-9-]*")).findFirst().orElseThrow();
      Files.setLastModifiedTime(line, FileTime.from(Instant.parse("2026-11-22T22:00:00Z")));
    }
    assertEquals(ExitCode.OK, script.run("statusline"));
    assertEquals("$9.37 today, team 61.2% (3 h 0 m ago)\n", script.out());
    script.env.put("TOKENLY_SERVER", "http://127.0.0.1:1");
    script.run("statusline");
    assertEquals("\n", script.out());
  }

  @Test
  void a_machine_nobody_knows_gets_a_suggestion() {
    server.answering("/api/manage/clients", MACHINES);
    assertEquals(ExitCode.FAILED, script.run("clients", "show", "wbe-01"));
    assertTrue(script.err().contains("did you mean web-01?"), script.err());
    assertEquals(ExitCode.FAILED, script.run("clients", "show", "something-else"));
    assertFalse(script.err().contains("did you mean"), script.err());
  }

  @Test
  void a_filter_that_names_nothing_gets_a_suggestion_where_a_person_reads() {
    server.answering("/api/manage/analytics/top", "{\"rankings\":[{\"name\":\"claude-haiku-4-5\",\"value\":1}]}");
    person.run("top", "--model", "claude-haku-4-5");
    assertTrue(person.err().contains("did you mean claude-haiku-4-5?"), person.err());
    person.run("top", "--model", "claude-*");
    assertEquals("", person.err());
    script.run("top", "--model", "claude-haku-4-5");
    assertEquals("", script.err());
  }

  @Test
  void waiting_for_a_machine_that_never_asks_ends_with_code_8() {
    assertEquals(ExitCode.PENDING, script.run("approve", "web-09", "--wait", "0", "--yes"));
    assertTrue(script.err().contains("E-ENROLL-PENDING"), script.err());
    assertEquals(ExitCode.FAILED, script.run("approve", "web-09", "--yes"));
  }

  @Test
  void an_answer_that_does_not_come_in_the_time_given_is_code_3_not_unreachable() throws IOException {
    try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      script.env.put("TOKENLY_SERVER", "http://127.0.0.1:" + mute.getLocalPort());
      assertEquals(ExitCode.CANCELLED, script.run("status", "--timeout", "1"));
      assertTrue(script.err().contains("did not answer within 1 s"), script.err());
      assertTrue(script.err().contains("--timeout 30"), script.err());
    }
    assertEquals(ExitCode.UNREACHABLE, script.run("status", "--server", "http://127.0.0.1:9"));
  }

  @Test
  void another_version_of_the_server_is_told_once_a_day_and_to_people_only() {
    server.answering("/health", "{\"status\":\"ok\",\"version\":\"7.1.0\"}");
    server.answering("/api/manage/budgets", "{\"budgets\":[]}");
    script.run("budgets", "--json");
    assertEquals("", script.err());
    person.run("budgets", "--json");
    assertTrue(person.err().contains("the server is version 7.1.0, this program"), person.err());
    person.run("budgets", "--json");
    assertEquals("", person.err());
  }

  @Test
  void every_setting_says_who_set_it() throws IOException {
    script.env.remove("TOKENLY_TZ");
    Files.createDirectories(home.resolve(".config/tokenly"));
    Files.writeString(home.resolve(".config/tokenly/config.toml"), "glyphs = \"block\"\ntimeout = 5\n");
    Files.writeString(home.resolve("tokenly.toml"), "tz = \"Europe/Berlin\"\ntimeout = 7\n");
    assertEquals(ExitCode.OK, script.run("config", "list", "--show-origin", "--timeout", "9", "-o", "tsv"));
    String all = script.out();
    assertTrue(all.contains("server\t" + server.url() + "\tenvironment TOKENLY_SERVER"), all);
    assertTrue(all.contains("tz\tEurope/Berlin\t" + home.resolve("tokenly.toml")), all);
    assertTrue(all.contains("glyphs\tblock\t" + home.resolve(".config/tokenly/config.toml")), all);
    assertTrue(all.contains("timeout\t9\toption --timeout"), all);
    assertTrue(all.contains("output\ttable\tdefault"), all);
  }

  @Test
  void a_folder_cannot_send_the_login_to_another_server() throws IOException {
    Files.writeString(home.resolve("tokenly.toml"), "server = \"http://127.0.0.1:1\"\n");
    assertEquals(ExitCode.USAGE, script.run("status"));
    assertTrue(script.err().contains("tokenly.toml:1 has no setting server"), script.err());
  }

  @Test
  void a_code_approved_elsewhere_logs_in() throws IOException {
    script.env.remove("TOKENLY_TOKEN");
    server.answering("/api/auth/device",
        "{\"device_code\":\"tkd_x\",\"user_code\":\"BCDF-GHJK\",\"expires_in\":600,\"interval\":0}");
    server.answering("/api/auth/device/token",
        "{\"access_token\":\"secret\",\"expires_in\":900,\"user\":{\"username\":\"ana\"}}");
    assertEquals(ExitCode.OK, script.run("login", "--device"));
    assertTrue(script.err().contains("tokenly login approve BCDF-GHJK"), script.err());
    assertTrue(script.err().contains("as ana."), script.err());
    assertTrue(Files.readString(home.resolve(".config/tokenly/profiles/default.json")).contains("\"secret\""));
  }

  @Test
  void the_versions_of_both_ends_are_told() {
    server.answering("/api/manage/status",
        "{\"server\":{\"version\":\"0.1.0\",\"java\":\"25\"},"
            + "\"storage\":{\"schema_version\":3,\"engine_version\":\"v2.0.0\"}}");
    script.run("version", "-o", "json");
    assertTrue(script.out().contains("\"schema\":3,\"duckdb\":\"v2.0.0\""), script.out());
    assertEquals("", script.err());
  }

  @Test
  void dropping_old_records_needs_a_yes() {
    server.answering("/api/manage/retention/apply", "{\"dry_run\":true,\"records\":12,\"rollup_rows\":3}");
    assertEquals(ExitCode.OK, script.run("retention", "apply"));
    assertEquals(ExitCode.USAGE, script.run("retention", "apply", "--now"));
    assertTrue(script.err().contains("add --yes"), script.err());
  }
}
