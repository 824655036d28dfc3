package dev.tokenly.cli.script;

import dev.tokenly.api.Credentials;
import dev.tokenly.api.Login;
import dev.tokenly.api.ServerApi;
import dev.tokenly.cli.demo.SampleLedger;
import dev.tokenly.model.protocol.AgentNotes;
import dev.tokenly.model.protocol.Heartbeat;
import dev.tokenly.model.protocol.SystemInfo;
import dev.tokenly.model.protocol.WorkerStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A ledger in which every command finds something to show and to change, and the ids of those things. */
final class DocumentWorld {
  private final Ledger ledger;
  private final Map<String, String> names;
  private int breakages = 1;
  private int alerts;

  private DocumentWorld(Ledger ledger, Map<String, String> names) {
    this.ledger = ledger;
    this.names = names;
  }

  static DocumentWorld made(Ledger ledger) throws IOException {
    new SampleLedger(ledger.owner(), ledger::api, "0.1.0").fill(Ledger.CLOCK.instant());
    for (String host : List.of("web-01", "web-02", "old-01", "broken-01")) {
      machine(ledger, host);
    }
    ledger.owner().clients().approve("broken-01", null);
    broken(ledger, 0);
    broken(ledger, 1);
    ledger.cli().line("config set server.registrations_per_hour 100000 --yes");
    Map<String, String> names = new HashMap<>();
    names.put("logs", file(ledger, "logs.jsonl", line("a", "claude-opus-4-7") + line("b", "nobody-knows")));
    names.put("records", file(ledger, "records.jsonl", line("c", "claude-opus-4-7")));
    names.put(
        "prices",
        file(ledger, "prices.json",
            "{\"acme-9b\":{\"litellm_provider\":\"acme\",\"input_cost_per_token\":1e-6,\"output_cost_per_token\":2e-6,"
                + "\"mode\":\"chat\"},\"gpt-4o\":{\"litellm_provider\":\"openai\",\"input_cost_per_token\":9e-6,"
                + "\"output_cost_per_token\":2e-5,\"mode\":\"chat\"}}"));
    names.put("file", ledger.cli().line("files --status processed -o name --limit 1").out().strip());
    names.put("failed", failed(ledger, 2).getFirst());
    names.put("other_failed", failed(ledger, 2).getLast());
    names.put("alert", undelivered(ledger, "spent"));
    names.put("record", ledger.cli().line("usage -o name --limit 1").out().strip());
    return new DocumentWorld(ledger, names);
  }

  private static void broken(Ledger ledger, int number) {
    byte[] lines = ("no\nusage " + number + "\n").getBytes(StandardCharsets.UTF_8);
    machine(ledger, "broken-01").delivery().ingest("broken-01", lines);
  }

  /** Delivers a file that fails and waits until it has. */
  void breakOneFile() {
    int before = failed(ledger, 0).size();
    broken(ledger, ++breakages);
    failed(ledger, before + 1);
  }

  private static List<String> failed(Ledger ledger, int least) {
    return until(ledger, "files --status failed -o name", least);
  }

  private static List<String> until(Ledger ledger, String line, int least) {
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (true) {
      List<String> ids = ledger.cli().line(line).out().lines().toList();
      if (ids.size() >= least) {
        return ids;
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(line + " did not list " + least + " in time");
      }
      Thread.onSpinWait();
    }
  }

  /** An alert whose webhook nobody answers, once it was tried. */
  private static String undelivered(Ledger ledger, String budget) {
    ledger.cli()
        .line("budgets set " + budget + " --amount 0.01 --period month --notify webhook:http://127.0.0.1:1/alerts");
    String tried =
        "budgets dead-letters --waiting --jq '.data[] | select(.last_error != null and .budget == \"" + budget
            + "\") | .id'";
    return until(ledger, tried, 1).getFirst().replace("\"", "");
  }

  /** Another alert in the place of the one that was discarded. */
  void alertAgain() {
    names.put("alert", undelivered(ledger, "spent-" + ++alerts));
  }

  static ServerApi machine(Ledger ledger, String host) {
    return machine(ledger, host, null);
  }

  /** A machine with something for an admin's eye. */
  static ServerApi machine(Ledger ledger, String host, @Nullable String problem) {
    String key = "tka_" + host + "k".repeat(43 - host.length());
    ServerApi machine = ledger.api(Credentials.inMemory(Login.personal(key)));
    machine.delivery().heartbeat(
        new Heartbeat(
            host, Ledger.CLOCK.instant(), new Heartbeat.Versions("0.1.0", "0.1.0"), WorkerStatus.RUNNING,
            new SystemInfo("linux", "x64", "Debian 13", 60L), null,
            new AgentNotes(null, problem, null)));
    return machine;
  }

  private static String file(Ledger ledger, String name, String text) throws IOException {
    return Files.writeString(ledger.home().resolve(name), text).toString();
  }

  private static String line(String id, String model) {
    return "{\"timestamp\":\"2026-11-22T10:00:00Z\",\"service\":\"anthropic\",\"model\":\"" + model
        + "\",\"input_tokens\":100,\"output_tokens\":20,\"request_id\":\"" + id + "\",\"session_id\":\"s\"}\n";
  }

  /** A command line with the ids in the places of their names in braces. */
  String filled(String line) {
    String filled = line;
    for (Map.Entry<String, String> name : names.entrySet()) {
      filled = filled.replace('{' + name.getKey() + '}', name.getValue());
    }
    if (filled.contains("{token}")) {
      List<String> tokens = ledger.cli().line("tokens --template '{{name}} {{token_id}}'").out().lines().toList();
      String nightly = tokens.stream().filter(one -> one.startsWith("nightly ")).findFirst().orElseThrow();
      filled = filled.replace("{token}", nightly.substring("nightly ".length()));
    }
    return filled;
  }
}
