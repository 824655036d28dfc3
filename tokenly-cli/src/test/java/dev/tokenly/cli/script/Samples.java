package dev.tokenly.cli.script;

import dev.tokenly.cli.demo.SampleLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/** The ledger with the demo's data, started once for all tests of this process that only look at it. */
final class Samples {
  private static final Ledger LEDGER = filled();

  private Samples() {}

  static Ledger ledger() {
    return LEDGER;
  }

  private static Ledger filled() {
    Ledger ledger = Ledger.start();
    new SampleLedger(ledger.owner(), ledger::api, "0.1.0").fill(Ledger.CLOCK.instant());
    Cli cli = ledger.cli();
    for (String line : List.of(
        "tokens create nightly",
        "budgets set team --amount 300 --period month",
        "budgets set ci --amount 1 --period month",
        "users add ana --role viewer --password-stdin",
        "clients describe sample-ci 'builds and reviews'",
        "retention set --days 90 --yes",
        "config set server.max_clients 2000")) {
      Cli.Result result = cli.reading("another fine pass phrase 2\n").line(line);
      if (result.exit().code() != 0) {
        throw new IllegalStateException(line + ": " + result.both());
      }
    }
    try {
      Files.createDirectories(ledger.home().resolve("logs"));
      Files.writeString(
          ledger.home().resolve("logs/usage.jsonl"),
          """
          {"timestamp":"2026-11-22T10:00:00Z","service":"anthropic","model":"claude-opus-4-7","input_tokens":100,"output_tokens":20,"request_id":"a"}
          {"timestamp":"2026-11-23T10:00:00Z","service":"ollama","model":"nobody-knows","input_tokens":1000,"output_tokens":200,"request_id":"b"}
          """);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ledger;
  }
}
