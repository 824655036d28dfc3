package dev.tokenly.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A command line sorted: options before the command (they mean the same as after it), the command with everything behind
 * it, and whether help or the version was asked for anywhere before {@code --}.
 */
record CommandLineWords(List<String> globals, List<String> command, boolean wantsHelp, boolean wantsVersion) {
  /** Which command it is stands behind them, so this is about the options of all of them. */
  private static final Set<String> WITH_VALUE =
      Set.of(
          "--action", "--admin-port", "--aggregates", "--amount", "--anchor", "--app", "--application", "--at",
          "--auth",
          "--bind", "--budget", "--by", "--by-user", "--ca-file", "--chart", "--client", "--color", "--compression",
          "--config", "--confirm", "--cursor", "--data-dir", "--days", "--drain", "--env", "--environment", "--expires",
          "--file", "--filter", "--fingerprint", "--forget", "--format", "--from", "--glyphs", "--host", "--html",
          "--interval", "--jq", "--key", "--limit", "--lines", "--listen", "--max-age", "--max-rows", "--md",
          "--method",
          "--metric", "--model", "--new-key", "--notes", "--notify", "--order-by", "--output", "--page",
          "--password-file", "--path", "--period", "--permissions", "--platform", "--port", "--prefix", "--profile",
          "--project", "--provider", "--rate", "--resource-id", "--role", "--scope", "--search", "--server",
          "--server-fingerprint", "--service", "--session", "--set", "--since", "--size", "--status", "--sums", "--svg",
          "--template", "--theme", "--timeout", "--tz", "--unset", "--until", "--upstream", "--upstream-key", "--use",
          "--user", "--username", "--wait", "--warn", "-f", "-i", "-m", "-n", "-o", "-u");

  static CommandLineWords of(List<String> words) {
    List<String> globals = new ArrayList<>();
    int at = 0;
    while (at < words.size() && words.get(at).startsWith("-")) {
      String word = words.get(at++);
      if (!isHelp(word) && !isVersion(word)) {
        globals.add(word);
        if (takesValue(word) && at < words.size()) {
          globals.add(words.get(at++));
        }
      }
    }
    List<String> command = words.subList(at, words.size());
    boolean version = words.subList(0, at).stream().anyMatch(CommandLineWords::isVersion);
    return new CommandLineWords(globals, command, asksForHelp(words), version);
  }

  /** Whether the word behind an option is its value. */
  static boolean takesValue(String option) {
    return WITH_VALUE.contains(option);
  }

  private static boolean asksForHelp(List<String> words) {
    for (String word : words) {
      if (word.equals("--")) {
        return false;
      }
      if (isHelp(word)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isHelp(String word) {
    return word.equals("--help") || word.equals("-h");
  }

  private static boolean isVersion(String word) {
    return word.equals("--version") || word.equals("-V");
  }
}
