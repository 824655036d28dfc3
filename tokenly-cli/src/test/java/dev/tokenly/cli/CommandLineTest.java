package dev.tokenly.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.terminal.Terminal;
import dev.tokenly.cli.terminal.Tty;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
  private static final String TOP = "/api/manage/analytics/top";
  private static final String HOSTILE =
      "{\"rankings\":[{\"name\":\"=cmd|'/c calc'!A0\",\"value\":1204.5,\"percentage\":60.2,\"record_count\":12345,"
          + "\"unpriced_requests\":0},{\"name\":\"evil\\u001b[31m\\u202e\\nname\",\"value\":0,\"percentage\":0,"
          + "\"record_count\":2,\"unpriced_requests\":2}],\"total_value\":1204.5,\"unpriced_requests\":2}";

  @TempDir private Path home;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> env = new HashMap<>();
  private CannedServer server;

  @BeforeEach
  void start() throws IOException {
    server = new CannedServer().answering(TOP, HOSTILE);
    env.put("HOME", home.toString());
    env.put("TOKENLY_SERVER", server.url());
    env.put("TOKENLY_TOKEN", "tkp_test");
    env.put("TOKENLY_TZ", "UTC");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private ExitCode run(String... words) {
    return run(out, words);
  }

  private ExitCode run(OutputStream data, String... words) {
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(new byte[0]),
            data,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Tty.NONE,
            env);
    Clock clock = Clock.fixed(Instant.parse("2026-11-23T01:00:00Z"), ZoneOffset.UTC);
    return new Main(terminal, clock).run(List.of(words));
  }

  private String data() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String messages() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void passes_the_servers_bytes_through_in_the_envelope() {
    assertEquals(ExitCode.OK, run("top", "--json"));
    assertTrue(
        data().startsWith(
            "{\"schema\":\"tokenly.top/v1\",\"schema_version\":1,\"generated_at\":\"2026-11-23T01:00:00Z\",\"data\":[{"),
        data());
    assertTrue(data().contains("\"value\":1204.5,"), data());
    assertTrue(data().endsWith(",\"next\":null}\n"), data());
  }

  @Test
  void a_setting_may_be_json_with_commas_in_it() {
    server.answering("/api/manage/clients/h/config", "{\"custom_config\":{}}");
    String patterns = "file_patterns=[\"*.a\",\"*.b\"]";
    assertEquals(ExitCode.OK, run("clients", "config", "h", "--set", patterns, "--dry-run"), err::toString);
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("{\"file_patterns\":[\"*.a\",\"*.b\"]}"), err::toString);
  }

  @Test
  void writes_no_escape_and_cuts_nothing_in_a_pipe() {
    run("top");
    assertFalse(data().contains("\u001b"), data());
    assertFalse(data().contains("\u202e"), data());
    assertTrue(data().contains("evil\\x1b[31m\\u202e\\x0aname"), data());
    assertTrue(data().contains("12345"), data());
  }

  @Test
  void shows_a_cost_nobody_knows_as_unknown_never_as_zero() {
    run("top");
    String line = data().lines().filter(one -> one.startsWith("evil")).findFirst().orElseThrow();
    assertTrue(line.matches("evil\\S+ +- +0 +2"), line);
    assertTrue(messages().contains("2 calls have no known price"), messages());
  }

  @Test
  void fits_a_terminal_and_rounds_for_people() {
    env.put("TOKENLY_FORCE_TTY", "60");
    env.put("NO_COLOR", "1");
    run("top");
    assertTrue(data().contains("$1,204.50"), data());
    assertTrue(data().contains("12.3k"), data());
    assertTrue(data().lines().allMatch(line -> line.length() <= 60), data());
    assertFalse(data().contains("\u001b"), data());
  }

  @Test
  void makes_formulas_harmless_in_csv() {
    run("top", "--csv");
    assertTrue(data().startsWith("name,value,percentage,record_count\n"), data());
    assertTrue(data().contains("\"'=cmd|'/c calc'!A0\",1204.5,60.2,12345\n"), data());
    assertFalse(data().contains("\u001b"), data());
  }

  @Test
  void gives_lines_names_templates_yaml_and_chosen_fields() {
    run("top", "--ndjson");
    run("top", "-o", "name");
    run("top", "--template", "{{value}}\\t{{name}}");
    run("top", "--json=value,client_id");
    run("top", "-o", "yaml");
    run("top", "--jq", ".data[0].value");
    String text = data();
    assertTrue(text.contains("\"unpriced_requests\":0}\n{\"name\":\"evil"), text);
    assertTrue(text.contains("\n=cmd|'/c calc'!A0\n"), text);
    assertTrue(text.contains("1204.5\t=cmd|'/c calc'!A0\n"), text);
    assertTrue(text.contains("\"data\":[{\"value\":1204.5,\"client_id\":null},"), text);
    assertTrue(text.contains("schema: \"tokenly.top/v1\""), text);
    assertTrue(text.endsWith("\n1204.5\n"), text);
  }

  @Test
  void suggests_what_was_meant_and_never_runs_it() {
    assertEquals(ExitCode.USAGE, run("tpo"));
    assertEquals(ExitCode.USAGE, run("top", "--lmit", "3"));
    assertEquals(ExitCode.USAGE, run("top", "--by", "modle"));
    assertTrue(messages().contains("did you mean tokenly top?"), messages());
    assertTrue(messages().contains("did you mean --limit?"), messages());
    assertTrue(messages().contains("--by model"), messages());
    assertEquals("", data());
  }

  @Test
  void says_what_to_do_when_the_server_is_away() {
    server.close();
    assertEquals(ExitCode.UNREACHABLE, run("top", "--json"));
    assertTrue(messages().startsWith("{\"error\":{\"code\":\"E-UNREACHABLE\""), messages());
    assertTrue(messages().contains("\"retryable\":true"), messages());
    assertEquals("", data());
  }

  @Test
  void takes_options_before_the_command_and_help_anywhere() {
    assertEquals(ExitCode.OK, run("--timeout", "5", "top", "-o", "name"));
    assertEquals(ExitCode.OK, run("top", "--limit", "-h"));
    assertTrue(data().contains("Examples"), data());
  }

  @Test
  void ends_quietly_when_nobody_reads() {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    assertEquals(ExitCode.OK, run(closed, "top"));
    assertFalse(messages().contains("error"), messages());
  }

  @Test
  void refuses_to_change_anything_when_nobody_can_be_asked() {
    assertEquals(ExitCode.USAGE, run("users", "disable", "ana"));
    assertTrue(messages().contains("add --yes"), messages());
    server.answering("/api/manage/users", "{\"users\":[{\"username\":\"ana\"}]}");
    assertEquals(ExitCode.OK, run("users", "disable", "ana", "--dry-run"));
    assertTrue(messages().contains("would disable ana"), messages());
  }

  @Test
  void completes_commands_options_and_values() {
    run("__complete", "--", "clients", "ap");
    run("__complete", "--", "top", "--by", "mod");
    run("__complete", "--", "trends", "--comp");
    assertEquals("approve\nmodel\n--compare\n", data());
  }
}
