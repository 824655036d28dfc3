package dev.tokenly.server.prices;

import dev.tokenly.model.Observer;
import dev.tokenly.model.Tokens;
import dev.tokenly.model.UsageRecord;
import dev.tokenly.model.price.BookFile;
import dev.tokenly.model.price.Match;
import dev.tokenly.model.price.PriceBook;
import dev.tokenly.model.price.PriceEntry;
import dev.tokenly.model.price.Quote;
import dev.tokenly.model.price.Rates;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.server.http.Request;
import dev.tokenly.server.http.Response;
import dev.tokenly.store.usage.RawFile;
import dev.tokenly.store.usage.StoredRecord;
import dev.tokenly.store.usage.UsageStore;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says why a model or a record costs what it does: the rule that matched, the rates, each bucket's share. */
public final class ExplainEndpoints {
  private final CurrentPrices prices;
  private final UsageStore usage;
  private final InstantSource clock;

  public ExplainEndpoints(CurrentPrices prices, UsageStore usage, InstantSource clock) {
    this.prices = prices;
    this.usage = usage;
    this.clock = clock;
  }

  /** The same with the name as {@code ?model=}: names of models may hold slashes, segments of a path may not. */
  public Response modelNamed(Request request) {
    return match(request, request.query().text("model").orElseThrow(() -> Refusal.invalid("model", "missing")));
  }

  /** Which entry of each layer a model's name matches at a moment, and by which rule. */
  public Response model(Request request) {
    return match(request, request.pathValue("model"));
  }

  private Response match(Request request, String model) {
    String provider = request.query().text("provider").orElse("");
    Instant at = request.query().time("at", clock.instant()).orElse(clock.instant());
    List<Map<String, Object>> tried = new ArrayList<>();
    boolean chosen = false;
    for (Match match : prices.book().matches(provider, model)) {
      PriceEntry valid = PriceBook.validAt(match, at);
      Map<String, Object> step = step(match, valid);
      step.put("chosen", valid != null && !chosen);
      chosen |= valid != null;
      tried.add(step);
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("model", model);
    answer.put("provider", provider);
    answer.put("at", at);
    answer.put("priced", chosen);
    answer.put("matches", tried);
    answer.put("tried", prices.book().attempts(provider, model));
    return Response.json(answer);
  }

  private static Map<String, Object> step(Match match, @Nullable PriceEntry valid) {
    Map<String, Object> step = new LinkedHashMap<>();
    step.put("layer", match.layer().name());
    step.put("version", match.layer().version());
    step.put("rule", match.rule());
    step.put("price", valid == null ? null : BookFile.toJson(valid));
    step.put("reason", valid == null ? "no entry of this model is valid at that time" : null);
    return step;
  }

  /** A stored record, by its id or request id: buckets times rates, the rule, the version, where it came from. */
  public Response record(Request request) {
    String id = request.pathValue("id");
    List<StoredRecord> found = usage.ask().find(id);
    if (found.isEmpty()) {
      throw Refusal.notFound("record", id);
    }
    return Response.json(Map.of("records", found.stream().map(this::explained).toList()));
  }

  private Map<String, Object> explained(StoredRecord stored) {
    UsageRecord record = stored.usage();
    Quote quote = prices.book().quote(record);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("record_id", record.id().identity().hex());
    json.put("timestamp", record.timestamp());
    json.put("service", record.service());
    json.put("model", record.model().name());
    json.put("request_id", record.attribution().requestId());
    json.put("session_id", record.attribution().sessionId());
    json.put("cost_usd", stored.pricing().cost() == null ? null : stored.pricing().cost().amount());
    json.put("cost_source", stored.pricing().source().wireName());
    json.put("cost_reported_usd", record.reportedCost() == null ? null : record.reportedCost().amount().amount());
    json.put("price_version", stored.pricing().priceVersion());
    json.put("price_now", price(quote));
    json.put("buckets", quote.rates() == null ? List.of() : buckets(record.tokens(), quote.rates()));
    json.put("factor", quote.factor());
    json.put("reason", quote.reason());
    json.putAll(provenance(stored));
    return json;
  }

  private static @Nullable Map<String, Object> price(Quote quote) {
    Match match = quote.match();
    return match == null ? null : step(match, quote.entry());
  }

  private Map<String, @Nullable Object> provenance(StoredRecord stored) {
    List<String> observers = new ArrayList<>();
    for (Observer observer : Observer.values()) {
      if ((stored.provenance().seenBy() & observer.bit()) != 0) {
        observers.add(observer.name().toLowerCase(Locale.ROOT));
      }
    }
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("client_id", stored.provenance().clientId());
    json.put("file_id", stored.provenance().fileId());
    RawFile.Source source =
        usage.files().find(stored.provenance().fileId()).map(status -> status.file().source()).orElse(null);
    json.put("source_path", source == null ? null : source.path());
    json.put("source_offset", source == null ? null : source.offset());
    json.put("source_format", stored.usage().origin().sourceFormat());
    json.put("seen_by", observers);
    json.put("revision", stored.provenance().revision());
    json.put("ingested_at", stored.provenance().ingestedAt());
    return json;
  }

  static List<Map<String, Object>> buckets(Tokens tokens, Rates rates) {
    List<Map<String, Object>> buckets = new ArrayList<>();
    add(buckets, "input", tokens.input(), rates.input());
    add(buckets, "cache_read", tokens.cacheRead(), rates.cacheRead());
    add(buckets, "cache_write_5m", tokens.cacheWrite5m() + tokens.cacheWriteOther(), rates.cacheWrite5m());
    add(buckets, "cache_write_1h", tokens.cacheWrite1h(), rates.cacheWrite1h());
    add(buckets, "output", rates.plainOutput(tokens), rates.output());
    if (rates.reasoning() != null) {
      add(buckets, "reasoning", tokens.reasoning(), rates.reasoning());
    }
    return buckets;
  }

  private static void add(List<Map<String, Object>> buckets, String name, long tokens, @Nullable BigDecimal rate) {
    if (tokens > 0) {
      Map<String, Object> bucket = new LinkedHashMap<>();
      bucket.put("bucket", name);
      bucket.put("tokens", tokens);
      bucket.put("usd_per_million", rate);
      bucket.put("usd", rate == null ? null : rate.multiply(BigDecimal.valueOf(tokens)).movePointLeft(6));
      buckets.add(bucket);
    }
  }
}
