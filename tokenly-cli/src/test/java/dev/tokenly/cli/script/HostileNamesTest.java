package dev.tokenly.cli.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.api.Credentials;
import dev.tokenly.api.Login;
import dev.tokenly.api.ServerApi;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.output.TextWidth;
import dev.tokenly.model.json.JsonText;
import dev.tokenly.model.protocol.AgentNotes;
import dev.tokenly.model.protocol.Heartbeat;
import dev.tokenly.model.protocol.SystemInfo;
import dev.tokenly.model.protocol.WorkerStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names that want to drive a terminal, a spreadsheet or a browser come out harmless in every form of every command. */
class HostileNamesTest {
  private static final List<String> NAMES =
      List.of(
          "\u001b[2J\u001b]0;owned\u0007", "c1\u009b31m", "\u202ebidi\u2066", "two\nlines\r", "a\ttab",
          "zero\u200bwidth\ufeff",
          "=1+cmd|'/c calc'!A0", "+1", "-1", "@SUM(A1)", "\uff1d1", "x".repeat(190), "lone\ud800surrogate",
          "\ue000private",
          "e\u0301\u0302 marks", "漢字かな", "\u2028separator", "quo\"te, comma", "<script>alert(1)</script>", "| md `x` |",
          "\udb40\udc41tag");
  private static final List<String> FORMS =
      List.of("", "-o wide", "--json", "--ndjson", "--csv", "-o tsv", "-o yaml", "-o name",
          "--template", "--jq '.. | strings'");
  /** The sign that an answer takes long, and its end: ours, and there or not as the machine is busy. */
  private static final Pattern WAITING = Pattern.compile("\\r\\S+ working, [0-9]+ s|\\r +\\r");
  private static final Ledger LEDGER = hostile();

  private static Ledger hostile() {
    Ledger ledger = Ledger.start();
    ServerApi machine = ledger.api(Credentials.inMemory(Login.personal("tka_" + "k".repeat(43))));
    String evil = "os\u001b[31m\u202e\u009b";
    machine.delivery().heartbeat(
        new Heartbeat(
            "evil", Ledger.CLOCK.instant(), new Heartbeat.Versions(evil, evil), WorkerStatus.RUNNING,
            new SystemInfo("linux", "x64", evil, 1L), null, AgentNotes.NONE));
    ledger.owner().clients().approve("evil", "note " + evil);
    ledger.owner().clients().describe("evil", "=" + evil + "\nsecond line");
    machine.delivery().ingest("evil", delivered());
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (!ledger.cli().line("files -o template --template '{{status}}'").out().contains("processed")) {
      assertTrue(System.nanoTime() < deadline, "the records were not counted in time");
      Thread.onSpinWait();
    }
    return ledger;
  }

  /** A delivery with every name in every field, and lines that are nothing but harm. */
  private static byte[] delivered() {
    StringBuilder lines = new StringBuilder();
    for (String field : List.of("model", "application", "session_id", "project", "user_id", "environment", "service")) {
      for (String name : NAMES) {
        lines.append(line(field, name, lines.length())).append('\n');
      }
    }
    lines.append("raw \u001b[2J\u009b31m\u202e\u0007 line\rover it\n").append("=1+cmd|'/c calc'!A0\n");
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String line(String field, String name, int number) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("timestamp", "2026-11-23T10:00:00Z");
    record.put("service", "anthropic");
    record.put("model", "claude-opus-4-7");
    record.put("input_tokens", 10);
    record.put("output_tokens", 5);
    record.put("request_id", "r" + number);
    record.put("application", "app");
    record.put(field, name);
    return JsonText.write(record);
  }

  @AfterAll
  static void stop() {
    LEDGER.close();
  }

  static Stream<String> questions() {
    String file = LEDGER.cli().line("files -o name").out().strip();
    String record = LEDGER.cli().line("usage -o name --model '*bidi*' -n 1").out().strip();
    return Stream.of(
        "top --by model", "top --by session", "top --by project", "trends --by application", "summary", "usage",
        "usage --by model,application,user,project,environment", "sessions", "breakdown --by application,project",
        "coverage", "clients", "clients show evil", "clients activity evil", "clients config evil", "audit", "files",
        "files show " + file, "explain " + record, "sql 'SELECT model, project, metadata FROM usage'",
        "tail --no-follow -n 200", "status");
  }

  @ParameterizedTest
  @MethodSource("questions")
  void come_out_harmless(String question) {
    String fields = LEDGER.cli().line(question + " --json=?").out().lines().collect(Collectors.joining("}}{{"));
    assertFalse(fields.isEmpty(), question);
    for (String one : FORMS) {
      String form = one.equals("--template") ? one + " '{{" + fields + "}}'" : one;
      Cli.Result piped = LEDGER.cli().line(question + ' ' + form);
      assertEquals(ExitCode.OK, piped.exit(), piped.both());
      assertEquals("", harmful(piped.both(), form), question + ' ' + form + '\n' + piped.both());
      Cli.Result shown = LEDGER.cli().at(80).with("NO_COLOR", "1").line(question + ' ' + form);
      String all = WAITING.matcher(shown.both()).replaceAll("");
      assertEquals("", harmful(all, form), question + ' ' + form + '\n' + shown.both());
      if (form.isEmpty() || form.equals("-o wide")) {
        shown.out().lines().forEach(line -> assertTrue(TextWidth.of(line) <= 80, line));
      }
    }
  }

  /** Every character that has no business in an answer of this form. */
  private static String harmful(String text, String form) {
    return text.codePoints()
        .filter(point -> point != '\n' && !(form.endsWith("tsv") && point == '\t'))
        .filter(point -> switch (Character.getType(point)) {
          case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE,
              Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
          default -> false;
        })
        .mapToObj(point -> String.format("U+%04X ", point))
        .distinct()
        .collect(Collectors.joining());
  }

  @Test
  void are_no_formula_in_a_spreadsheet_and_numbers_stay_numbers() {
    for (String form : List.of("--csv", "-o tsv")) {
      String table = LEDGER.cli().line("top --by model " + form + " --limit 100").out();
      for (String begin : List.of("=1+cmd", "+1", "-1", "@SUM", "\uff1d1")) {
        assertTrue(table.contains("'" + begin), table);
        assertFalse(table.lines().anyMatch(line -> line.startsWith(begin) || line.startsWith('"' + begin)), table);
      }
    }
    String costs = LEDGER.cli().line("usage --csv").out();
    assertTrue(costs.lines().skip(1).allMatch(line -> line.matches(".*,10,5,0,([0-9.]+|),.*")), costs);
  }

  @Test
  void keep_one_line_each_where_a_line_is_a_row() {
    String names = LEDGER.cli().line("top --by session -o name --limit 100").out();
    assertEquals(NAMES.size(), names.lines().filter(name -> !name.equals("-")).count(), names);
    String objects = LEDGER.cli().line("usage --ndjson").out();
    assertTrue(objects.lines().allMatch(line -> line.startsWith("{") && line.endsWith("}")), objects);
  }

  @Test
  void mean_the_same_to_a_parser_though_escaped() {
    String models = LEDGER.cli().line("top --by model --limit 100 --json").out();
    assertTrue(models.contains("\\u202ebidi\\u2066"), models);
    assertTrue(JsonText.object(models).toString().contains("\u202ebidi\u2066"), models);
    assertTrue(models.contains("漢字かな"), models);
  }

  @Test
  void reach_a_pipe_as_they_were_delivered_and_a_terminal_as_escapes() {
    String file = LEDGER.cli().line("files -o name").out().strip();
    assertEquals(new String(delivered(), StandardCharsets.UTF_8), LEDGER.cli().line("files content " + file).out());
    Cli.Result shown = LEDGER.cli().at(80).line("files content " + file);
    assertEquals("", harmful(shown.both(), ""), shown.both());
    assertTrue(shown.out().contains("raw \\x1b[2J\\x9b31m\\u202e\\x07 line"), shown.out());
  }

  @Test
  void leave_an_export_in_every_form_as_text() throws IOException {
    for (String form : List.of("jsonl", "csv")) {
      Cli.Result shown = LEDGER.cli().at(80).line("export --format " + form);
      assertEquals("", harmful(shown.both(), form), shown.both());
      Path file = LEDGER.home().resolve("hostile." + form);
      Cli.Result written = LEDGER.cli().line("export --format " + form + " -f " + file);
      assertEquals("", harmful(written.both(), form), written.both());
      assertEquals(LEDGER.cli().line("export --format " + form).out(), Files.readString(file));
    }
    String csv = LEDGER.cli().line("export --format csv").out();
    assertEquals("", harmful(csv.replace("\r\n", "\n").replace("two\nlines\r", ""), "csv"), csv);
    for (String begin : List.of("=1+cmd", "+1", "-1", "@SUM", "\uff1d1")) {
      assertTrue(csv.contains(",\"'" + begin), csv);
      assertFalse(csv.contains("," + begin) || csv.contains(",\"" + begin), csv);
    }
    String lines = LEDGER.cli().line("export").out();
    assertTrue(lines.lines().allMatch(line -> !JsonText.object(line).isEmpty()), lines);
    assertTrue(lines.chars().noneMatch(c -> c < 0x20 && c != '\n'), lines);
  }

  @Test
  void are_text_in_a_report() throws IOException {
    Path page = LEDGER.home().resolve("report.html");
    LEDGER.cli().line("report --html " + page);
    String html = Files.readString(page);
    assertFalse(html.contains("<script>alert"), html);
    assertEquals("", harmful(html, ""), html);
    String markdown = LEDGER.cli().line("report").out();
    assertEquals("", harmful(markdown, ""), markdown);
    assertFalse(markdown.contains("<script>"), markdown);
  }

  @Test
  void complete_as_harmless_words_only() {
    LEDGER.cli().run(List.of("__names", "MODELS"));
    String models = LEDGER.cli().run(List.of("__complete", "--", "top", "--model", "")).out();
    assertTrue(models.contains("claude-opus-4-7"), models);
    assertTrue(models.chars().allMatch(c -> c == '\n' || (c > ' ' && c < 0x7f)), models);
    assertFalse(models.contains("$") || models.contains("'") || models.contains("<"), models);
  }

  @Test
  void do_no_harm_in_what_a_command_says_about_what_was_typed() {
    Cli cli = LEDGER.cli();
    for (List<String> words : List.of(
        List.of("\u001b[31mx"), List.of("top", "--by", "\u202ex"), List.of("clients", "show", "\u001b]0;x\u0007"),
        List.of("usage", "--since", "\u009bx"), List.of("top", "\u202ex"), List.of("top", "--\u001bx"),
        List.of("users", "disable", "\u001b[1m", "--dry-run"), List.of("--profile", "\u001b", "whoami"))) {
      Cli.Result result = cli.run(words);
      assertEquals("", harmful(result.both(), ""), result.both());
    }
  }
}
