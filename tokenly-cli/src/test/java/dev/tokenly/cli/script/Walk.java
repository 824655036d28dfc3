package dev.tokenly.cli.script;

import dev.tokenly.cli.complaint.ExitCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A command line for every command there is that changes nothing, and the exit code it ends with. */
final class Walk {
  private Walk() {}

  /** One step: the command's path, a line, its code, and whether it prints data in the form asked for. */
  record Step(String path, String line, ExitCode exit, boolean hasForms) {
    @Override
    public String toString() {
      return line;
    }
  }

  static List<Step> steps(Ledger ledger) {
    String file = ledger.cli().line("files -o name -n 1").out().strip();
    String record = ledger.cli().line("usage -o name -n 1").out().strip();
    Path logs = ledger.home().resolve("logs");
    List<Step> steps = new ArrayList<>();
    for (String line : List.of(
        "summary", "trends", "trends --by model --compare --budget 9", "trends --interval hour --since 7d",
        "top", "top --by client --metric total_tokens", "breakdown", "breakdown --by client,application,model",
        "usage --limit 20", "usage --by day,model --limit 20", "sessions --limit 20", "coverage", "forecast",
        "tokens", "tokens list", "clients", "clients list", "budgets", "budgets list", "budgets dead-letters", "prices",
        "prices list",
        "files", "files list", "config", "config list", "users", "users list", "audit", "audit list",
        "profiles", "whoami", "status", "retention", "retention show", "version", "audit verify", "audit head")) {
      steps.add(asked(line));
    }
    steps.add(asked("clients show sample-ci"));
    steps.add(asked("clients activity sample-ci"));
    steps.add(asked("clients config sample-ci"));
    steps.add(asked("config get server.max_clients"));
    steps.add(asked("explain " + record));
    steps.add(asked("files show " + file));
    steps.add(asked("prices show claude-opus-4-7"));
    steps.add(asked("scan --path " + logs));
    steps.add(asked(
        "sql 'SELECT model, sum(output_tokens) AS tokens, sum(cost_usd) AS cost FROM usage GROUP BY 1 ORDER BY 1'"));
    steps.add(asked("tail --no-follow -n 20"));
    steps.add(new Step("budgets check", "budgets check", ExitCode.CHECK_FAILED, true));
    steps.add(told("audit-usage", "audit-usage nothing", ExitCode.FAILED));
    steps.add(told("doctor", "doctor", ExitCode.OK));
    steps.add(told("files content", "files content nothing", ExitCode.FAILED));
    for (String line : List.of(
        "config-path", "completion bash", "completion zsh", "completion fish", "report", "report --svg -",
        "report --html -", "export --since 2026-11-22", "statusline")) {
      steps.add(told(line.split(" ", -1)[0], line, ExitCode.OK));
    }
    changes(steps, ledger);
    return steps;
  }

  /** Commands that change something, each able to. */
  static List<String> changes(Ledger ledger) {
    String file = ledger.cli().line("files -o name -n 1").out().strip();
    String token = ledger.cli().line("tokens -o name").out().lines().findFirst().orElseThrow();
    return List.of(
        "clients approve sample-ci", "clients reject sample-ci", "clients suspend sample-ci", "approve sample-ci",
        "clients delete sample-ci", "clients describe sample-ci words", "clients reset-key sample-ci",
        "clients unblock gone", "clients config sample-ci --set scan_interval_minutes=15",
        "tokens revoke " + token, "tokens create night", "config set server.max_clients 3000",
        "config unset server.max_clients",
        "users add bo --password-stdin", "users edit ana", "users enable ana", "users disable ana", "users delete ana",
        "users password ana", "budgets set team --amount 9", "budgets delete team",
        "prices set some-model --rate input=1",
        "prices remove some-model", "prices reprice", "retention set --days 30", "retention apply --now",
        "files retry " + file, "files discard " + file, "backup kept.duckdb",
        "import " + ledger.home().resolve("logs/usage.jsonl"), "keys generate " + ledger.home().resolve("release.key"),
        "login --username ana");
  }

  private static void changes(List<Step> steps, Ledger ledger) {
    for (String line : changes(ledger)) {
      String[] words = line.split(" ", -1);
      boolean alone = List.of("approve", "backup", "import", "login").contains(words[0]);
      steps.add(told(alone ? words[0] : words[0] + ' ' + words[1], line + " --dry-run", ExitCode.OK));
    }
    steps.add(told("budgets retry", "budgets retry nothing --dry-run", ExitCode.FAILED));
    steps.add(told("budgets discard", "budgets discard nothing --dry-run", ExitCode.FAILED));
    steps.add(told("prices import", "prices import /nothing", ExitCode.FAILED));
    steps.add(told("prices diff", "prices diff /nothing", ExitCode.FAILED));
    steps.add(told("import", "import /nothing", ExitCode.USAGE));
    steps.add(told("logout", "logout --dry-run", ExitCode.OK));
    steps.add(told("login approve", "login approve BCDF-GHJK --yes", ExitCode.FAILED));
    for (String line : List.of("users password",
        "login", "up --port x", "demo --port x", "server --port x", "proxy --nothing", "tui --nothing",
        "shell --nothing", "restore --nothing", "server publish-worker --nothing")) {
      String[] words = line.split(" ", -1);
      boolean pair = words.length > 1 && !words[1].startsWith("-");
      steps.add(told(pair ? words[0] + ' ' + words[1] : words[0], line, ExitCode.USAGE));
    }
  }

  private static Step asked(String line) {
    String[] words = line.split(" ", -1);
    boolean pair = words.length > 1 && !words[1].startsWith("-")
        && List.of("tokens", "clients", "budgets", "prices", "files", "config", "users", "audit", "retention")
            .contains(words[0]);
    return new Step(pair ? words[0] + ' ' + words[1] : words[0], line, ExitCode.OK, true);
  }

  private static Step told(String path, String line, ExitCode exit) {
    return new Step(path, line, exit, false);
  }
}
