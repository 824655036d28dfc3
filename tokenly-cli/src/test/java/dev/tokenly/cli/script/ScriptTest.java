package dev.tokenly.cli.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.cli.command.Commands;
import dev.tokenly.cli.output.TextWidth;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command in a pipe, without colour, at terminals of five widths, and where only ASCII can be shown. */
class ScriptTest {
  private static final String ESCAPE = "\u001b";
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
  private static final Ledger LEDGER = Samples.ledger();
  private static final List<Walk.Step> STEPS = Walk.steps(LEDGER);

  static Stream<Walk.Step> steps() {
    return STEPS.stream();
  }

  @Test
  void knows_every_command() {
    TreeSet<String> walked = new TreeSet<>(STEPS.stream().map(Walk.Step::path).toList());

    assertEquals(new TreeSet<>(Commands.PATHS), walked);
  }

  @ParameterizedTest
  @MethodSource("steps")
  void gives_a_pipe_plain_whole_lines_and_the_promised_exit_code(Walk.Step step) {
    Cli.Result plain = LEDGER.cli().line(step.line());

    assertEquals(step.exit(), plain.exit(), plain.both());
    assertFalse(plain.both().contains(ESCAPE), plain.both());
    assertFalse(plain.out().contains("…"), plain.out());
    Cli.Result same =
        LEDGER.cli().with("NO_COLOR", "1").with("TERM", "dumb").with("LANG", "C").with("COLUMNS", "60")
            .line(step.line());
    assertEquals(untimed(plain.out()), untimed(same.out()));
    assertFalse(same.err().contains(ESCAPE), same.err());
  }

  @ParameterizedTest
  @MethodSource("steps")
  void fits_terminals_of_every_width_with_and_without_colour(Walk.Step step) {
    at(60, step, "NO_COLOR=1");
    at(80, step, "TERM=dumb");
    at(120, step, "CLICOLOR=0");
    at(200, step, "LANG=C");
    at(100, step, "TERM=xterm");
  }

  private static void at(int columns, Walk.Step step, String variable) {
    String[] pair = variable.split("=", -1);
    Cli.Result result = LEDGER.cli().at(columns).with(pair[0], pair[1]).line(step.line());
    assertEquals(step.exit(), result.exit(), result.both());
    String shown = COLOUR.matcher(result.out()).replaceAll("");
    assertFalse(shown.contains(ESCAPE), shown);
    boolean plain = List.of("NO_COLOR=1", "TERM=dumb", "CLICOLOR=0").contains(variable);
    assertFalse(plain && result.both().contains(ESCAPE), variable + ": " + result.both());
    if (pair[0].equals("LANG") && !step.path().equals("report")) {
      assertTrue(shown.replace("→", "").chars().allMatch(c -> c < 0x7f), shown);
    }
    if (step.hasForms()) {
      shown.lines().forEach(line -> assertTrue(TextWidth.of(line) <= columns, columns + ": " + line));
    }
  }

  @Test
  void keeps_data_and_messages_apart() {
    Cli.Result list = LEDGER.cli().at(80).line("usage --limit 2");
    assertTrue(list.err().contains("--cursor"), list.err());
    assertFalse(list.out().contains("--cursor"), list.out());
    Cli.Result empty = LEDGER.cli().line("usage --model nothing");
    assertEquals("", empty.out());
    assertEquals("No calls in that time.\n", empty.err());
    Cli.Result wrong = LEDGER.cli().line("clients show nobody");
    assertEquals("", wrong.out());
    assertTrue(wrong.err().startsWith("error: "), wrong.err());
  }

  @Test
  void prints_in_a_pipe_all_there_is() {
    long calls = LEDGER.cli().line("usage --csv --since 7d").out().lines().count() - 1;
    String counted = LEDGER.cli().line("summary --since 7d --jq .data.total_requests").out().strip();
    assertEquals(counted, Long.toString(calls));
    long named = LEDGER.cli().line("usage -o name --since 7d").out().lines().distinct().count();
    assertEquals(calls, named);
  }

  @Test
  void trends_by_something_have_a_row_for_each_of_it() {
    String total = LEDGER.cli().line("trends --since 7d --jq '[.data.data_points[].count] | add'").out().strip();
    for (String form : List.of("--csv", "-o tsv")) {
      List<String> rows = LEDGER.cli().line("trends --since 7d --by model " + form).out().lines().toList();
      assertEquals(List.of("timestamp", "name", "value", "count"), List.of(rows.getFirst().split("[,\t]", -1)));
      long counted = rows.stream().skip(1).mapToLong(row -> Long.parseLong(row.split("[,\t]", -1)[3])).sum();
      assertEquals(total, Long.toString(counted));
      assertTrue(rows.stream().anyMatch(row -> row.contains("claude-opus-4-7")), rows.toString());
    }
    String objects = LEDGER.cli().line("trends --since 7d --by client --ndjson").out();
    assertTrue(objects.lines().allMatch(row -> row.contains("\"name\":\"sample-")), objects);
    String table = LEDGER.cli().line("trends --since 7d --by client").out();
    assertTrue(table.startsWith("TIME ") && table.lines().findFirst().orElse("").contains(" CLIENT "), table);
    String totals = LEDGER.cli().line("trends --since 7d --csv").out();
    assertTrue(totals.startsWith("timestamp,value,count"), totals);
  }

  @Test
  void machines_are_shown_by_their_names() {
    String table = LEDGER.cli().line("breakdown --by client,application").out();
    assertTrue(table.lines().skip(1).allMatch(row -> row.startsWith("sample-")), table);
    assertTrue(LEDGER.cli().line("breakdown --by client --csv").out().startsWith("dimensions.hostname,"));
    Cli.Result total = LEDGER.cli().line("explain --total --csv");
    assertTrue(total.out().lines().skip(1).noneMatch(row -> row.contains(",,")), total.out());
    assertTrue(total.out().contains(" input × 5 + "), total.out());
  }

  private static String untimed(String text) {
    return text.replaceAll("[0-9]+ ms *|disk .*|memory .*|processor .*|up for .*|time a file .*|uptime.*", "");
  }

  @Test
  void shows_the_widest_columns_last() {
    List<Integer> titles = Stream.of(60, 80, 120, 200)
        .map(columns -> LEDGER.cli().at(columns).with("NO_COLOR", "1").line("clients -o wide").out())
        .map(out -> out.lines().findFirst().orElse("").length())
        .toList();
    assertEquals(titles.stream().sorted(Comparator.naturalOrder()).toList(), titles);
  }
}
