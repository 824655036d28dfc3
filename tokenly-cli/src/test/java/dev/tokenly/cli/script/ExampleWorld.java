package dev.tokenly.cli.script;

import dev.tokenly.api.ApiException;
import dev.tokenly.api.Page;
import dev.tokenly.cli.complaint.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A ledger in which the examples of the manual find the machines, accounts and files they speak of, as new each time. */
final class ExampleWorld {
  private static final Map<String, String> FILES =
      Map.of(
          "usage.jsonl", "{\"timestamp\":\"2026-11-01T10:00:00Z\",\"service\":\"x\",\"model\":\"y\",\"input_tokens\":1,"
              + "\"output_tokens\":1,\"request_id\":\"example\"}\n",
          "model_prices.json", "{\"acme-9b\":{\"litellm_provider\":\"acme\",\"input_cost_per_token\":1e-6,"
              + "\"output_cost_per_token\":2e-6,\"mode\":\"chat\"}}",
          "prices.json", "{\"schema\":\"tokenly.prices/v1\",\"version\":\"mine\",\"prices\":[{\"provider\":\"acme\","
              + "\"model\":\"acme-7b\",\"input\":1,\"output\":2,\"source\":\"contract\"}]}",
          "secret", "another fine pass phrase 2\n",
          "question.sql", "SELECT count(*) AS calls FROM usage\n");
  /** Which examples speak of a price, a token and a setting that must be there. */
  private static final Map<String, String> WHEN =
      Map.of("prices", "prices remove", "tokens", "tokens revoke", "config", "config unset");
  private static final Pattern INNER = Pattern.compile("\"\\$\\(tokenly ([^)]*)\\)\"");
  private final Ledger ledger;
  private final DocumentWorld ids;

  private ExampleWorld(Ledger ledger, DocumentWorld ids) {
    this.ledger = ledger;
    this.ids = ids;
  }

  static ExampleWorld made(Ledger ledger) throws IOException {
    DocumentWorld ids = DocumentWorld.made(ledger);
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      Files.writeString(ledger.home().resolve(file.getKey()), file.getValue());
    }
    Files.createDirectories(ledger.home().resolve("backup/claude"));
    Path profiles = Files.createDirectories(ledger.home().resolve(".config/tokenly/profiles"));
    for (String name : List.of("work", "old", "demo")) {
      Path profile = profiles.resolve(name + ".json");
      Files.writeString(profile, "{\"server\":\"" + ledger.url() + "\"}");
      Files.setPosixFilePermissions(
          profile, PosixFilePermissions.fromString("rw-------"));
    }
    return new ExampleWorld(ledger, ids);
  }

  /** An example's outcome, and whether somebody had to answer a question. */
  record Outcome(Cli.Result result, boolean asked) {}

  /** Runs an example as a command. */
  Outcome typed(String example) throws IOException {
    prepare(example);
    String line = line(example);
    boolean secret = isSecret(example);
    Cli.Result silent = cli(example, "", secret ? answer(example) : "").line(line);
    boolean asks = silent.exit() == ExitCode.CANCELLED;
    return new Outcome(asks ? cli(example, "", answer(example)).line(line) : silent, asks || secret);
  }

  /** Pastes it into the shell, as it stands on its page: with the folder of the program and the comment behind it. */
  Cli.Result pasted(String page, boolean answered) throws IOException {
    String example = plain(page);
    prepare(example);
    String folder = page.startsWith("./") ? "./" : "";
    String comment = page.substring(folder.length() + example.length());
    return cli(example, folder + line(example) + comment + '\n', answered ? answer(example) : "").run(List.of("shell"));
  }

  /** An example without the folder of the program and without its comment. */
  static String plain(String page) {
    return page.replaceFirst("^\\./", "").replaceAll(" +# .*", "");
  }

  private Cli cli(String example, String before, String answer) throws IOException {
    int from = example.indexOf(" < ");
    if (from >= 0) {
      String file = example.substring(from + 3).strip();
      return ledger.cli().reading(before + Files.readString(ledger.home().resolve(file)));
    }
    return ledger.cli().typing(before + answer);
  }

  private static boolean isSecret(String example) {
    return (example.contains("users add") || example.contains("users password"))
        && !example.contains("-stdin")
        && !example.contains("--dry-run");
  }

  private String answer(String example) {
    if (isSecret(example)) {
      return "another fine pass phrase 2\n".repeat(example.contains("users add") ? 1 : 2);
    }
    boolean named = example.contains(" delete ") || example.contains(" discard ");
    return (named && !example.contains("budgets") ? Cli.words(line(example)).get(2) : "y") + '\n';
  }

  /** The example with ids and paths of this world, without redirections and without an endless end. */
  private String line(String example) {
    String line = substituted(example).replaceAll(" (\\|\\||&&|[|<>]) .*", "").replaceAll(" --watch\\S*", "");
    if (line.matches("tokenly tail(?!.*--no-follow).*")) {
      line += " --no-follow";
    }
    line = line.replace("0f3a9c…", "{record}").replace("3f0c…", "{token}").replace("7c9e…", "{alert}").replace("5b1d…",
        "sample-0-80-codex-1");
    boolean failed = line.contains(" retry ") || line.contains(" discard ");
    line = line.replaceAll("\\b42\\b", failed ? newestFailed() : "{file}").replace("~/", ledger.home() + "/");
    line = line.replaceAll("(?<= )(?=[a-z_]+\\.(jsonl|json|html|svg|parquet|sql)(\\s|$))", ledger.home() + "/");
    return ids.filled(line);
  }

  /** With the answers of the commands in {@code "$(…)"}, as a shell would have put them there. */
  private String substituted(String example) {
    return INNER.matcher(example).replaceAll(
        inner -> Matcher.quoteReplacement(ledger.cli().line(inner.group(1)).out().strip()));
  }

  private String newestFailed() {
    return ledger.cli().line("files --status failed -o name --limit 1").out().strip();
  }

  private void prepare(String example) throws IOException {
    // An example before may have exported the whole ledger into the file that this one imports.
    Files.writeString(ledger.home().resolve("usage.jsonl"), FILES.getOrDefault("usage.jsonl", ""));
    machines(example);
    names(example);
    if (example.contains("files retry ") || example.contains("files discard ")) {
      ids.breakOneFile();
    }
    if (example.contains("budgets discard ")) {
      ids.alertAgain();
    }
    try (Stream<Path> backups = Files.walk(ledger.home().resolve("server"))) {
      for (Path backup : backups.filter(path -> path.toString().contains("backups/")).toList()) {
        Files.delete(backup);
      }
    }
    if (example.contains("--forget")) {
      Files.copy(
          ledger.home().resolve(".config/tokenly/profiles/work.json"),
          ledger.home().resolve(".config/tokenly/profiles/old.json"),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void machines(String example) throws IOException {
    if (example.contains("web-0") || example.contains("old-01")) {
      for (String host : List.of("web-01", "web-02", "old-01")) {
        quietly(() -> ledger.owner().clients().delete(host));
        quietly(() -> ledger.owner().clients().unblock(host));
        DocumentWorld.machine(ledger, host);
        if (example.contains("suspend")) {
          ledger.owner().clients().approve(host, null);
        }
      }
      if (example.contains("unblock")) {
        ledger.owner().clients().delete("old-01");
      }
    }
    if (example.contains("--clear")) {
      ledger.owner().clients().setConfig("web-01", Map.of("scan_interval_minutes", 15));
    }
  }

  private void names(String example) throws IOException {
    for (String user : List.of("ana", "robot")) {
      if (example.contains("users add " + user)) {
        quietly(() -> ledger.owner().users().delete(user));
      } else if (example.contains(" " + user) && !isThere(user)) {
        // Every attempt costs the hash of a password, that for an account which is there already too.
        quietly(() -> ledger.owner().users().create(user, "another fine pass phrase 2", "viewer", List.of()));
      }
    }
    for (String line : List.of("budgets set anthropic --amount 9", "budgets set ci --amount 9",
        "prices set acme-7b --provider acme --rate input=0.5,output=1.5", "tokens create nightly",
        "config set server.auto_approve_clients false --yes")) {
      String[] words = line.split(" ", -1);
      boolean wanted =
          words[0].equals("budgets")
              ? example.contains("budgets ") && example.contains(" " + words[2])
              : example.contains(String.valueOf(WHEN.get(words[0])));
      if (wanted) {
        quietly(() -> ledger.cli().line(line));
      }
    }
  }

  private boolean isThere(String user) {
    return ledger.owner().users().list(new Page(100, 0)).fields().objects("users").stream()
        .anyMatch(one -> one.text("username").equals(user));
  }

  @FunctionalInterface
  private interface Step {
    Object done() throws IOException;
  }

  private static void quietly(Step step) throws IOException {
    try {
      step.done();
    } catch (ApiException _) {
      // It was not there, or there already: both are what is wanted.
    }
  }
}
