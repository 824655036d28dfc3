package dev.tokenly.cli.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.model.json.Fields;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a session's history says about its health, on the interface and on the command line. */
class SessionHealthTest {
  private static final Map<String, Long> HISTORIES =
      Map.of("s-healthy", 200_000L, "s-monitor", 200_001L, "s-still", 400_000L, "s-compact", 400_001L, "s-many",
          500_000L, "s-reset", 500_001L);
  private static final Map<String, String> ADVICE =
      Map.of("s-healthy", "healthy", "s-monitor", "monitor", "s-still", "monitor", "s-compact", "compact_soon",
          "s-many", "compact_soon", "s-reset", "reset_recommended");

  private static Ledger ledger;

  @BeforeAll
  static void start() {
    ledger = Ledger.start();
  }

  @AfterAll
  static void stop() {
    ledger.close();
  }

  private static String line(String application, String session, String metadata) {
    return "{\"timestamp\":\"2026-11-22T10:00:00Z\",\"service\":\"local\",\"model\":\"m\",\"input_tokens\":30,"
        + "\"cache_read_tokens\":70,\"output_tokens\":5,\"request_id\":\"" + application + session
        + "-0123456789\",\"application\":\"" + application + "\",\"session_id\":\"" + session + '"' + metadata + "}\n";
  }

  private static String history(long chars) {
    return ",\"metadata\":{\"history_chars\":" + chars + ",\"message_count\":7}";
  }

  private static Map<String, String> advice(List<Fields> sessions) {
    Map<String, String> advice = new TreeMap<>();
    for (Fields session : sessions) {
      advice.put(session.text("session_id"), String.valueOf(session.values().get("recommendation")));
    }
    return advice;
  }

  private static List<Fields> asked(String applications) throws Exception {
    HttpRequest question =
        HttpRequest.newBuilder(URI.create(ledger.url() + "/api/manage/sessions"))
            .header("Authorization", "Bearer " + ledger.env().get("TOKENLY_TOKEN"))
            .build();
    HttpResponse<byte[]> answer =
        HttpClient.newHttpClient().send(question, HttpResponse.BodyHandlers.ofByteArray());
    assertEquals(200, answer.statusCode(), () -> new String(answer.body(), StandardCharsets.UTF_8));
    return of(applications, Fields.parse(answer.body()).objects("sessions"));
  }

  /** The sessions of applications whose names begin like that; the ledger is every test's. */
  private static List<Fields> of(String applications, List<Fields> sessions) {
    return sessions.stream().filter(session -> session.text("application").startsWith(applications)).toList();
  }

  @Test
  void a_long_history_is_told_by_its_limit_and_an_unknown_one_is_no_healthy_one() throws Exception {
    StringBuilder lines = new StringBuilder(line("long", "s-unknown", ""));
    HISTORIES.forEach((session, chars) -> lines.append(line("long", session, history(chars))));
    Path file = Files.writeString(ledger.home().resolve("sessions.jsonl"), lines);
    assertEquals(ExitCode.OK, ledger.cli().line("import " + file).exit());
    Map<String, String> expected = new TreeMap<>(ADVICE);
    expected.put("s-unknown", "null");
    assertEquals(expected, advice(asked("long")));
    Cli.Result shown = ledger.cli().line("sessions --json");
    Fields document = Fields.parse(shown.out().getBytes(StandardCharsets.UTF_8));
    assertEquals(expected, advice(of("long", document.objects("data"))));
    Cli.Result table = ledger.cli().line("sessions");
    assertTrue(table.out().lines().anyMatch(row -> row.contains("s-reset") && row.contains("reset")), table.both());
    Fields one = asked("long").getFirst();
    assertEquals("70", one.decimal("cache_hit_rate").stripTrailingZeros().toPlainString());
    assertEquals(1, one.count("turns"));
  }

  @Test
  void an_application_may_have_a_limit_of_its_own() throws Exception {
    Path file =
        Files.writeString(
            ledger.home().resolve("sessions.jsonl"),
            line("own-small", "s-a", history(150_000)) + line("own-other", "s-b", history(150_000)));
    assertEquals(ExitCode.OK, ledger.cli().line("import " + file).exit());
    set("sessions.char_limits", "{\"own-small\":50000}");
    assertEquals(Map.of("s-a", "reset_recommended", "s-b", "healthy"), advice(asked("own")));
    set("sessions.char_limit", "140000");
    assertEquals(Map.of("s-a", "reset_recommended", "s-b", "monitor"), advice(asked("own")));
    List<String> nonsense = List.of("config", "set", "sessions.char_limits", "{\"own-small\":\"many\"}", "--yes");
    assertEquals(ExitCode.USAGE, ledger.cli().run(nonsense).exit());
    set("sessions.char_limit", "200000");
  }

  private static void set(String key, String value) {
    Cli.Result result = ledger.cli().run(List.of("config", "set", key, value, "--yes"));
    assertEquals(ExitCode.OK, result.exit(), result::both);
  }

  @Test
  void a_machines_problem_is_shown_with_the_machine() {
    DocumentWorld.machine(ledger, "web-01", "proxy: port 8081 is taken");
    Cli.Result shown = ledger.cli().line("clients show web-01");
    assertTrue(
        shown.out().lines().anyMatch(row -> row.startsWith("problem") && row.endsWith("proxy: port 8081 is taken")),
        shown.both());
  }
}
