package dev.tokenly.store;

import dev.tokenly.model.Attribution;
import dev.tokenly.model.CallDetails;
import dev.tokenly.model.RecordId;
import dev.tokenly.model.Tokens;
import dev.tokenly.model.UsageRecord;
import dev.tokenly.model.Usd;
import dev.tokenly.model.WireHash;
import dev.tokenly.model.price.CostSource;
import dev.tokenly.model.price.Pricer;
import dev.tokenly.model.price.Pricing;
import dev.tokenly.store.usage.Batch;
import dev.tokenly.store.usage.FileRecords;
import dev.tokenly.store.usage.FileReport;
import dev.tokenly.store.usage.PricedRecord;
import dev.tokenly.store.usage.RawFile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Records and batches for tests, the same for the same seed. */
public final class Samples {
  /** One nanodollar an input token, five an output token; models whose name begins with {@code new} have no price. */
  public static final Pricer PRICER = usage -> {
    if (usage.model().name().startsWith("new")) {
      return Pricing.UNKNOWN;
    }
    Tokens tokens = usage.tokens();
    Usd cost = Usd.ofNanos(tokens.prompt() + 5 * tokens.output());
    return new Pricing(cost, cost, CostSource.PRICED, "test-1");
  };

  private Samples() {}

  public static UsageRecord call(String requestId, Instant at, long output) {
    return call(requestId, null, at, output, "native");
  }

  public static UsageRecord call(@Nullable String requestId, @Nullable String alternate, Instant at, long output,
      String format) {
    return record(requestId, alternate, at, new Tokens(10, 3, 2, 1, 0, output, output / 2), format,
        new Attribution("app", null, "ann", "session-1", requestId, alternate, "project"));
  }

  public static UsageRecord record(@Nullable String requestId, @Nullable String alternate, Instant at, Tokens tokens,
      String format, Attribution names) {
    return record("claude-opus-4-7", RecordId.of("anthropic", requestId, alternate,
        new WireHash().of(at.toString(), format, tokens.toString(), names.toString())), at, tokens, format, names);
  }

  private static UsageRecord record(String model, RecordId id, Instant at, Tokens tokens, String format,
      Attribution names) {
    return new UsageRecord(new UsageRecord.Origin(id, at, format),
        new UsageRecord.ModelUsed("anthropic", model), tokens, tokens.total(), names, CallDetails.NONE, null);
  }

  /** A random call among few names, times within ten days, ids that often repeat. */
  public static UsageRecord random(RandomGenerator random, int ids, Instant start) {
    String request = random.nextInt(4) == 0 ? null : "req" + random.nextInt(ids);
    String alternate = request != null && random.nextInt(3) == 0 ? "alt" + request : null;
    boolean byAlternate = alternate != null && random.nextBoolean();
    Instant at = start.plusSeconds(random.nextInt(10 * 86_400)).plusMillis(random.nextInt(1000));
    long output = random.nextInt(4);
    Tokens tokens = new Tokens(random.nextInt(100), random.nextInt(50), random.nextInt(9), random.nextInt(9), 0,
        output, output / 2);
    String[] formats = {"native", "claude-code", "proxy", "otlp"};
    String format = formats[random.nextInt(formats.length)];
    Attribution names = new Attribution("app" + random.nextInt(3), random.nextBoolean() ? "prod" : null,
        "user" + random.nextInt(2), "session" + random.nextInt(5), byAlternate ? alternate : request,
        byAlternate ? request : alternate, null);
    String model = random.nextInt(5) == 0 ? "new-model" : "model" + random.nextInt(3);
    return record(model, RecordId.of("anthropic", names.requestId(), names.alternateRequestId(),
        new WireHash().of(at.toString(), format, tokens.toString(), names.toString(), model)), at, tokens,
        format, names);
  }

  public static FileRecords file(String client, UsageRecord... records) {
    return file(UUID.randomUUID().toString(), client, Arrays.asList(records));
  }

  public static FileRecords file(String id, String client, List<UsageRecord> records) {
    RawFile file = new RawFile(id, client, null, Instant.parse("2026-11-20T12:00:00Z"), 1000, records.size(),
        new RawFile.Source("/var/log/usage.jsonl", "native", 0));
    List<PricedRecord> priced = new ArrayList<>();
    records.forEach(record -> priced.add(new PricedRecord(record, PRICER.price(record))));
    return new FileRecords(file, new FileReport(records.size(), 0, List.of(), Duration.ofMillis(3), null), priced);
  }

  public static FileRecords failed(String client) {
    RawFile file = new RawFile(UUID.randomUUID().toString(), client, null, Instant.parse("2026-11-20T12:00:00Z"),
        1000, 3, new RawFile.Source("/var/log/bad.jsonl", null, 0));
    return new FileRecords(file, new FileReport(1, 2, List.of("line 2: not a JSON object", "line 3: not valid"),
        Duration.ofMillis(1), "fewer than half of the lines are valid"), List.of());
  }

  public static Batch batch(FileRecords... files) {
    return new Batch(Arrays.asList(files), PRICER);
  }
}
