package dev.tokenly.bench;

import dev.tokenly.model.Attribution;
import dev.tokenly.model.CallDetails;
import dev.tokenly.model.PriceModifiers;
import dev.tokenly.model.RecordId;
import dev.tokenly.model.Tokens;
import dev.tokenly.model.UsageRecord;
import dev.tokenly.model.Usd;
import dev.tokenly.model.WireHash;
import dev.tokenly.model.price.CostSource;
import dev.tokenly.model.price.Pricing;
import dev.tokenly.store.usage.PricedRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Realistic calls in order of time, the same every run: on seventeen machines people work in sessions of about fifty calls
 * with one tool, model and project at a time; three servers run an application with ten users and two models each.
 */
final class Calls {
  private static final String[] MODELS = {"claude-opus-4-7", "claude-sonnet-5-5", "claude-haiku-5", "gpt-6-sol",
    "gpt-6-mini", "gemini-4-pro", "gemini-4-flash", "local-model"};
  private static final String[] SERVICES =
      {"anthropic", "anthropic", "anthropic", "openai", "openai", "google", "google",
        "ollama"};
  private static final String[] TOOLS = {"claude-code", "codex", "gemini-cli"};
  private static final String[] APPLICATIONS = {"web-shop", "support-bot", "etl"};
  static final int MACHINES = 20;

  /** What somebody is doing on a machine for a while. */
  private record Session(String id, int model, String tool, String project, int callsLeft) {
    Session next() {
      return new Session(id, model, tool, project, callsLeft - 1);
    }
  }

  private final Random random;
  private final WireHash hash = new WireHash();
  private final Session[] sessions = new Session[MACHINES];
  private final Instant start;
  private final Duration step;
  private long made;

  /** Calls from a moment on, one a step; another seed makes other calls. */
  Calls(Instant start, Duration step, long seed) {
    this.start = start;
    this.step = step;
    this.random = new Random(seed);
  }

  /** When the next call happens. */
  Instant now() {
    return start.plus(step.multipliedBy(made));
  }

  /** The next calls of one machine, by its number. */
  List<PricedRecord> next(int machine, int count) {
    List<PricedRecord> calls = new ArrayList<>(count);
    for (int at = 0; at < count; at++) {
      calls.add(machine < APPLICATIONS.length ? served(machine) : worked(machine));
    }
    return calls;
  }

  private PricedRecord served(int machine) {
    String request = request();
    Attribution names =
        new Attribution(APPLICATIONS[machine], "prod", "user" + random.nextInt(10), null, request, null, null);
    return call(machine + random.nextInt(2), names, "native");
  }

  private PricedRecord worked(int machine) {
    Session session = sessions[machine];
    if (session == null || session.callsLeft == 0) {
      session = new Session("0f8f7c1e-4b0e-4b60-9f52-" + made, random.nextInt(MODELS.length),
          TOOLS[random.nextInt(TOOLS.length)], "project" + random.nextInt(5), 1 + random.nextInt(100));
    }
    sessions[machine] = session.next();
    Attribution names = new Attribution(session.tool, null, null, session.id, request(), null, session.project);
    return call(session.model, names, session.tool);
  }

  private String request() {
    return "msg_01" + Long.toString(random.nextLong() & Long.MAX_VALUE, 36) + made;
  }

  private PricedRecord call(int model, Attribution names, String format) {
    Instant at = start.plus(step.multipliedBy(made++)).plusNanos(random.nextInt(1_000_000) * 1000L);
    Tokens tokens = new Tokens(random.nextInt(3000), random.nextInt(90_000), random.nextInt(4000), 0, 0,
        1 + random.nextInt(2000), 0);
    RecordId id = RecordId.of(SERVICES[model], names.requestId(), null, hash.of(at.toString(), SERVICES[model],
        MODELS[model], Long.toString(tokens.input()), Long.toString(tokens.output()), names.requestId()));
    UsageRecord usage = new UsageRecord(new UsageRecord.Origin(id, at, format),
        new UsageRecord.ModelUsed(SERVICES[model], MODELS[model]), tokens, tokens.total(), names,
        new CallDetails(1000L + random.nextInt(60_000), 300L, "end_turn", true, 200, PriceModifiers.NONE, null), null);
    Usd cost = Usd.ofNanos(tokens.prompt() * 300 + tokens.output() * 15_000);
    return new PricedRecord(usage, new Pricing(cost, cost, CostSource.PRICED, "2026-11-20"));
  }
}
