package dev.tokenly.cli.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.cli.command.Commands;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.option.Manual;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every example of help, the manual, README and the documentation, typed as a command and pasted into the shell. */
class ExamplesTest {
  /** Start programs of their own, ask a server elsewhere or take the screen. */
  private static final Set<String> ELSEWHERE =
      Set.of("keys", "up", "demo", "server", "proxy", "tui", "shell", "login", "logout", "agent", "completion",
          "restore");
  private static final Pattern CODE = Pattern.compile("`((?:\\./)?tokenly [^`]*)`");
  /** What shows something else each time: what was just done, what is measured, rows without an order. */
  private static final String MOVING =
      "tokenly (import|prices import|clients activity|sql|status|statusline|doctor|audit|tail|backup).*";
  private static final Ledger LEDGER = Ledger.start();
  private static ExampleWorld world;

  @BeforeAll
  static void make() throws IOException {
    world = ExampleWorld.made(LEDGER);
  }

  @AfterAll
  static void stop() {
    LEDGER.close();
  }

  @Test
  void three_at_least_for_every_command() {
    for (String path : Commands.PATHS) {
      Manual manual = Commands.at(path).manual();
      assertTrue(manual.examples().size() >= 3, path + " has " + manual.examples().size());
      assertTrue(
          manual.examples().stream().anyMatch(example -> example.line().contains("tokenly " + path)), path);
    }
  }

  @Test
  void work_as_commands_and_in_the_shell() throws IOException {
    for (String path : Commands.PATHS) {
      for (Manual.Example example : Commands.at(path).manual().examples()) {
        tried(example.line());
      }
    }
  }

  @Test
  void of_the_documents_work_too() throws IOException {
    Set<String> lines = new LinkedHashSet<>();
    for (String document : List.of("README.md", "docs/cli.md", "docs/json/README.md", "docs/sql.md",
        "docs/prices.md")) {
      lines.addAll(commands(Files.readString(Path.of("..").resolve(document)),
          List.of("README.md", "docs/cli.md").contains(document)));
    }
    assertTrue(lines.size() > 15, lines.toString());
    for (String line : lines) {
      tried(line);
    }
  }

  /** Command lines in fenced blocks and, where they are whole, in code spans. */
  private static List<String> commands(String markdown, boolean spans) {
    List<String> found = new ArrayList<>();
    boolean fenced = false;
    for (String line : markdown.lines().toList()) {
      if (line.startsWith("```")) {
        fenced = !fenced;
      } else if (fenced && line.strip().matches("(\\./)?tokenly .*")) {
        found.add(line.strip());
      } else if (!fenced && spans) {
        Matcher span = CODE.matcher(line);
        while (span.find()) {
          found.add(span.group(1));
        }
      }
    }
    return found.stream().filter(line -> !line.matches(".*(COMMAND|TOPIC|HOST|URL|…).*")).toList();
  }

  private static void tried(String example) throws IOException {
    String plain = ExampleWorld.plain(example);
    boolean own = plain.equals("tokenly users password");
    if (own || !plain.startsWith("tokenly ") || ELSEWHERE.contains(Cli.words(plain).getFirst())) {
      return;
    }
    ExampleWorld.Outcome outcome = world.typed(plain);
    Cli.Result typed = outcome.result();
    Cli.Result pasted = world.pasted(example, outcome.asked());
    boolean check = plain.startsWith("tokenly budgets check") || plain.startsWith("tokenly doctor");
    assertTrue(typed.exit() == ExitCode.OK || (check && typed.exit() == ExitCode.CHECK_FAILED),
        example + "\n" + typed.both());
    assertEquals(typed.exit(), pasted.exit(), example + "\n" + pasted.both());
    if (!outcome.asked() && !plain.matches(MOVING)) {
      assertEquals(steady(typed.out()), steady(pasted.out()), example);
    }
  }

  @Test
  void what_is_meant_for_another_shell_is_told_so() {
    Cli.Result result =
        LEDGER.cli().reading("top --limit 1 | head -1\ntop --filter 'model=a | b' # > c\nexit\n").run(List.of("shell"));
    assertTrue(result.err().startsWith("error: | is for another shell"), result.both());
    assertEquals(1, result.err().lines().filter(line -> line.startsWith("error")).count(), result.both());
    assertEquals(ExitCode.OK, result.exit());
  }

  @Test
  void a_line_may_go_on_in_the_next() {
    Cli.Result result =
        LEDGER.cli().reading("config get \\\n  server.max_clients \\\n --jq .data.type # what it is\n")
            .run(List.of("shell"));
    assertEquals("int\n", result.out(), result.both());
  }

  /** Without what is new every time: ids, keys, times and sizes. */
  private static String steady(String text) {
    return text.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}|tkp_[A-Za-z0-9_-]+|[0-9a-f]{32,}|[0-9T:.-]{19,}Z", "ID")
        .replaceAll("[0-9]+ ms|(?m)^(memory|processor|up for|time a file|disk free|size) .*$|[0-9]+ entries", "N")
        .replaceAll("\"(memory_usage_mb|cpu_usage_percent|uptime_seconds|id|checked|size_bytes)\":[0-9.]+", "N")
        .replaceAll(" +", " ");
  }
}
