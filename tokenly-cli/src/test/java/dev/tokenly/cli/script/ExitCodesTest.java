package dev.tokenly.cli.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.cli.ManPage;
import dev.tokenly.cli.complaint.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exit codes scripts rely on: their table, where it is printed, and what leads to each. */
class ExitCodesTest {
  private static final Ledger LEDGER = Samples.ledger();
  private static final String[] TABLE = {
    "0 done, also when a list is empty",
    "1 failed",
    "2 usage error: an unknown command or option, a bad value, an answer missing without a terminal",
    "3 cancelled, declined, or the time given ran out",
    "4 not logged in, login rejected, or permission missing",
    "5 a check failed: doctor, verify, a budget that is over",
    "6 partly done: some of several failed",
    "7 server unreachable or overloaded; safe to try again",
    "8 still pending",
    "10 client and server do not speak the same version",
    "130 interrupted (Ctrl-C)",
    "143 terminated",
  };

  @TempDir private Path folder;

  private static ExitCode code(Cli cli, String line) {
    return cli.line(line).exit();
  }

  @Test
  void are_frozen() {
    assertEquals(
        Arrays.asList(TABLE),
        Arrays.stream(ExitCode.values()).map(exit -> exit.code() + " " + exit.meaning()).toList());
  }

  @Test
  void are_told_by_help_the_manual_and_the_documentation() throws IOException {
    String help = LEDGER.cli().line("help exit-codes").out();
    String manual = ManPage.overview().replace("\\-", "-").replace('\n', ' ');
    String documentation = Files.readString(Path.of("../docs/cli.md")).replace('\n', ' ');
    for (String row : TABLE) {
      String code = row.substring(0, row.indexOf(' '));
      String meaning = row.substring(code.length() + 1);
      assertTrue(help.lines().anyMatch(line -> line.strip().matches(code + " +\\Q" + meaning + "\\E")), help);
      assertTrue(manual.contains(".B " + code + " " + meaning), meaning);
      assertTrue(documentation.contains("| " + code + " | " + meaning + " |"), row);
    }
  }

  @Test
  void zero_when_done_and_when_nothing_is_there() {
    assertEquals(ExitCode.OK, code(LEDGER.cli(), "top"));
    assertEquals(ExitCode.OK, code(LEDGER.cli(), "usage --model nothing"));
    assertEquals(ExitCode.OK, code(LEDGER.cli(), "clients --status rejected --json"));
  }

  @Test
  void one_when_it_failed() {
    assertEquals(ExitCode.FAILED, code(LEDGER.cli(), "clients show nobody"));
    Cli.Result unwritten = LEDGER.cli().line("report --svg /nowhere/chart.svg");
    assertEquals(ExitCode.FAILED, unwritten.exit());
    assertTrue(unwritten.err().contains("/nowhere/chart.svg: no such file or folder"), unwritten.err());
    String unread = LEDGER.cli().line("prices diff /nowhere/prices.json").err();
    assertTrue(unread.startsWith("error: cannot read /nowhere/prices.json: no such file or folder\n"), unread);
    String unmade = LEDGER.cli().line("export --since 1d --file /nowhere/usage.jsonl").err();
    assertTrue(unmade.contains("/nowhere/usage.jsonl.part: no such file or folder\n"), unmade);
    assertTrue(LEDGER.cli().line("explain nobody").err().contains("fix:   tokenly usage -o name lists them"));
    assertTrue(LEDGER.cli().line("config get nothing.like.it").err().contains("fix:   tokenly config lists them"));
  }

  @Test
  void two_for_every_misuse() {
    for (String line : new String[] {
      "nonsense", "clients revoke", "top --nonsense", "top --by nonsense", "top -o nonsense", "top --limit many",
      "usage --since nonsense", "usage --tz Mars/Base", "usage --cursor nonsense", "top --watch=soon",
      "top --jq '.['", "users disable ana", "users delete ana", "clients show", "--timeout soon top",
      "top --limit -1", "usage --limit -1", "trends --color sometimes", "trends --filter nonsense",
      "sql 'DELETE FROM usage'", "import /", "login --token-stdin", "up --port 99999", "demo --port 99999"}) {
      Cli.Result result = LEDGER.cli().line(line);
      assertEquals(ExitCode.USAGE, result.exit(), line + "\n" + result.both());
      assertEquals("", result.out(), line);
    }
  }

  @Test
  void a_complaint_speaks_of_what_was_typed() {
    String order = LEDGER.cli().line("trends --since now --until 7d").err();
    assertTrue(order.startsWith("error: --since must lie before --until"), order);
    String token = LEDGER.cli().with("TOKENLY_TOKEN", "tkp_wrong").line("top").err();
    assertTrue(token.contains("fix:   put a token that holds into TOKENLY_TOKEN"), token);
    String authority = LEDGER.cli().line("top --server https://localhost:1 --ca-file /nothing.pem").err();
    assertTrue(authority.startsWith("error: there is no file of certificates /nothing.pem\n"), authority);
    String settings = LEDGER.cli().line("server --config /nothing/server.toml").err();
    assertTrue(settings.startsWith("error: there is no settings file /nothing/server.toml\n"), settings);
  }

  @Test
  void two_for_a_profile_nobody_made_whatever_listens_here() {
    Map<String, String> env = new LinkedHashMap<>(LEDGER.env());
    env.remove("TOKENLY_SERVER");
    Cli.Result result = Cli.of(env, Ledger.CLOCK).line("top --profile nobody");
    assertEquals(ExitCode.USAGE, result.exit(), result.both());
    assertTrue(result.err().contains("there is no profile nobody"), result.err());
    assertEquals(ExitCode.OK, code(LEDGER.cli().with("TOKENLY_PROFILE", "nobody"), "top"), "the server is named");
  }

  @Test
  void two_in_the_words_that_were_typed() {
    for (String line : List.of("usage --since nonsense", "usage --until nonsense", "usage --tz Mars/Base",
        "top --limit 0")) {
      Cli.Result result = LEDGER.cli().line(line);
      assertTrue(result.err().startsWith("error: " + line.split(" ", -1)[1] + ": "), result.err());
    }
    assertTrue(LEDGER.cli().line("top --limit many").err().startsWith("error: --limit cannot be many\n"));
  }

  @Test
  void three_when_declined_or_out_of_time() throws IOException {
    assertEquals(ExitCode.CANCELLED, code(LEDGER.cli().typing("n\n"), "users disable ana"));
    assertEquals(ExitCode.CANCELLED, code(LEDGER.cli().typing(""), "users disable ana"));
    assertEquals(ExitCode.CANCELLED, code(LEDGER.cli().typing("bo\n"), "users delete ana"));
    Cli.Result misnamed = LEDGER.cli().line("users delete ana --confirm bo");
    assertEquals(ExitCode.CANCELLED, misnamed.exit());
    assertTrue(misnamed.err().contains("--confirm names bo, this is about ana"), misnamed.err());
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Cli cli = LEDGER.cli().with("TOKENLY_SERVER", "http://127.0.0.1:" + silent.getLocalPort());
      Cli.Result result = cli.line("top --timeout 1");
      assertEquals(ExitCode.CANCELLED, result.exit(), result.both());
      assertTrue(result.err().contains("did not answer within 1 s"), result.err());
    }
  }

  @Test
  void four_without_a_login_or_the_permission() {
    Map<String, String> stranger = new LinkedHashMap<>(LEDGER.env());
    stranger.remove("TOKENLY_TOKEN");
    stranger.put("HOME", folder.toString());
    assertEquals(ExitCode.NO_ACCESS, code(Cli.of(stranger, Ledger.CLOCK), "top"));
    assertEquals(ExitCode.NO_ACCESS, code(LEDGER.cli().with("TOKENLY_TOKEN", "tkp_wrong"), "top"));
    stranger.put("TOKENLY_PROFILE", "work");
    Cli.Result elsewhere = Cli.of(stranger, Ledger.CLOCK).line("top");
    assertTrue(elsewhere.err().contains("fix:   tokenly login --profile work"), elsewhere.err());
    Cli reader = LEDGER.cli().with("TOKENLY_TOKEN", LEDGER.token(List.of("usage:read")));
    assertEquals(ExitCode.OK, code(reader, "top"));
    assertEquals(ExitCode.NO_ACCESS, code(reader, "users disable ana --yes"));
    assertEquals(ExitCode.NO_ACCESS, code(reader, "clients suspend sample-ci sample-web --yes"));
  }

  @Test
  void five_when_a_check_fails() {
    assertEquals(ExitCode.CHECK_FAILED, code(LEDGER.cli(), "budgets check ci"));
    assertEquals(ExitCode.OK, code(LEDGER.cli(), "budgets check team --at 1000"));
    assertEquals(ExitCode.CHECK_FAILED, code(LEDGER.cli().with("TOKENLY_SERVER", "http://127.0.0.1:1"), "doctor"));
  }

  @Test
  void six_when_only_some_of_it_was_done() throws IOException {
    Path records = folder.resolve("records.jsonl");
    Files.writeString(
        records,
        """
        {"timestamp":"2026-09-01T10:00:00Z","service":"x","model":"y","input_tokens":1,"output_tokens":1,"request_id":"six"}
        {"timestamp":"not a time"}
        """);
    try (Ledger other = Ledger.start()) {
      assertEquals(ExitCode.PARTLY, code(other.cli(), "import " + records));
    }
  }

  @Test
  void seven_when_nobody_is_there() {
    Cli.Result result = LEDGER.cli().with("TOKENLY_SERVER", "http://127.0.0.1:1").line("top -o json");
    assertEquals(ExitCode.UNREACHABLE, result.exit());
    assertTrue(result.err().contains("\"retryable\":true"), result.err());
    assertEquals("", result.out());
  }

  @Test
  void ten_when_something_else_listens_there() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(
          () -> {
            while (true) {
              try (var socket = other.accept()) {
                byte[] page = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\nContent-Type: text/html\r\n\r\n<html>"
                    .getBytes(StandardCharsets.US_ASCII);
                socket.getInputStream().read(new byte[4096]);
                socket.getOutputStream().write(page);
              } catch (IOException _) {
                return;
              }
            }
          });
      Cli cli = LEDGER.cli().with("TOKENLY_SERVER", "http://127.0.0.1:" + other.getLocalPort());
      Cli.Result result = cli.line("top");
      assertEquals(ExitCode.INCOMPATIBLE, result.exit(), result.both());
    }
  }
}
