package dev.tokenly.server.records;

import dev.tokenly.model.Attribution;
import dev.tokenly.model.CallDetails;
import dev.tokenly.model.Observer;
import dev.tokenly.model.PriceModifiers;
import dev.tokenly.model.RecordId;
import dev.tokenly.model.ReportedCost;
import dev.tokenly.model.Tokens;
import dev.tokenly.model.UsageRecord;
import dev.tokenly.model.Usd;
import dev.tokenly.model.json.JsonText;
import dev.tokenly.store.usage.StoredRecord;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stored record as a JSON object of plain values: the fields of a native line, where {@code cost_usd} is the cost that
 * reports use (null when unpriced), and what the ledger added. Absent values are left out, unknown money is null.
 */
public final class RecordJson {
  private RecordJson() {}

  /** The record's fields in a fixed order; the host name is null when the client is not known here. */
  public static Map<String, @Nullable Object> of(StoredRecord stored, @Nullable String hostname) {
    UsageRecord usage = stored.usage();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("record_id", usage.id().identity().hex());
    json.put("timestamp", usage.timestamp().toString());
    json.put("client_id", stored.provenance().clientId());
    put(json, "hostname", hostname);
    json.put("service", usage.service());
    json.put("model", usage.model().name());
    putTokens(json, usage);
    putMoney(json, stored);
    putAttribution(json, usage.attribution());
    putDetails(json, usage.details());
    putProvenance(json, stored);
    return json;
  }

  private static void putTokens(Map<String, @Nullable Object> json, UsageRecord usage) {
    Tokens tokens = usage.tokens();
    json.put("input_tokens", tokens.input());
    json.put("output_tokens", tokens.output());
    json.put("cache_read_tokens", tokens.cacheRead());
    json.put("cache_write_tokens", tokens.cacheWrite5m());
    json.put("cache_write_1h_tokens", tokens.cacheWrite1h());
    json.put("cache_write_other_tokens", tokens.cacheWriteOther());
    json.put("reasoning_tokens", tokens.reasoning());
    json.put("total_tokens", usage.totalTokens());
  }

  private static void putMoney(Map<String, @Nullable Object> json, StoredRecord stored) {
    ReportedCost reported = stored.usage().reportedCost();
    json.put("cost_usd", amount(stored.pricing().cost()));
    json.put("cost_source", stored.pricing().source().wireName());
    json.put("cost_priced_usd", amount(stored.pricing().priced()));
    put(json, "price_version", stored.pricing().priceVersion());
    if (reported != null) {
      json.put("cost_reported_usd", amount(reported.amount()));
      json.put("cost_kind", reported.kind().name().toLowerCase(Locale.ROOT));
    }
  }

  private static @Nullable BigDecimal amount(@Nullable Usd usd) {
    return usd == null ? null : new BigDecimal(usd.plain());
  }

  private static void putAttribution(Map<String, @Nullable Object> json, Attribution attribution) {
    put(json, "application", attribution.application());
    put(json, "environment", attribution.environment());
    put(json, "user_id", attribution.userId());
    put(json, "session_id", attribution.sessionId());
    put(json, "request_id", attribution.requestId());
    put(json, "alternate_request_id", attribution.alternateRequestId());
    put(json, "project", attribution.project());
  }

  private static void putDetails(Map<String, @Nullable Object> json, CallDetails details) {
    put(json, "duration_ms", details.durationMs());
    put(json, "ttft_ms", details.ttftMs());
    put(json, "stop_reason", details.stopReason());
    put(json, "streaming", details.streaming());
    put(json, "status", details.status());
    PriceModifiers modifiers = details.modifiers();
    put(json, "service_tier", modifiers.tier());
    put(json, "speed", modifiers.speed());
    put(json, "region", modifiers.region());
    put(json, "web_search_requests", modifiers.webSearches() == 0 ? null : modifiers.webSearches());
    put(json, "response_cache_hit", modifiers.responseCacheHit() ? true : null);
    put(json, "plan", modifiers.subscription() ? "subscription" : null);
    put(json, "metadata", details.metadata() == null ? null : JsonText.object(details.metadata()));
  }

  private static void putProvenance(Map<String, @Nullable Object> json, StoredRecord stored) {
    RecordId id = stored.usage().id();
    json.put("source_format", stored.usage().origin().sourceFormat());
    json.put("seen_by", observers(stored.provenance().seenBy()));
    put(json, "alternate_id", id.alternate() == null ? null : id.alternate().hex());
    json.put("record_hash", id.hash().hex());
    json.put("revision", stored.provenance().revision());
    json.put("file_id", stored.provenance().fileId());
    json.put("ingested_at", stored.provenance().ingestedAt().toString());
  }

  /** The observers of a union of bits, by name. */
  public static List<String> observers(int seenBy) {
    List<String> observers = new ArrayList<>();
    for (Observer observer : Observer.values()) {
      if ((seenBy & observer.bit()) != 0) {
        observers.add(observer.name().toLowerCase(Locale.ROOT));
      }
    }
    return observers;
  }

  private static void put(Map<String, @Nullable Object> json, String name, @Nullable Object value) {
    if (value != null) {
      json.put(name, value);
    }
  }
}
