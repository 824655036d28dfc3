package dev.tokenly.model;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tokenly.model.json.JsonText;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes records as native JSONL, one line a record with a trailing newline: what the agent sends and the proxy spools.
 * Only the fields of {@link NativeField} leave, never a line's own text. Not thread-safe.
 */
public final class NativeWriter implements AutoCloseable {
  private final JsonGenerator json;

  public NativeWriter(OutputStream out) throws IOException {
    this.json = JsonText.lines(out);
  }

  /** Writes one record and its newline; throws when the stream does. */
  public void write(UsageRecord usage) throws IOException {
    json.writeStartObject();
    text(NativeField.TIMESTAMP, usage.timestamp().toString());
    text(NativeField.SERVICE, usage.service());
    text(NativeField.MODEL, usage.model().name());
    writeTokens(usage);
    writeCost(usage.reportedCost());
    writeAttribution(usage.attribution());
    writeDetails(usage.details());
    text(NativeField.SOURCE_FORMAT, usage.origin().sourceFormat());
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private void writeTokens(UsageRecord usage) throws IOException {
    Tokens tokens = usage.tokens();
    number(NativeField.INPUT_TOKENS, tokens.input());
    number(NativeField.OUTPUT_TOKENS, tokens.output());
    positive(NativeField.CACHE_READ_TOKENS, tokens.cacheRead());
    positive(NativeField.CACHE_WRITE_TOKENS, tokens.cacheWrite5m());
    positive(NativeField.CACHE_WRITE_1H_TOKENS, tokens.cacheWrite1h());
    positive(NativeField.CACHE_WRITE_OTHER_TOKENS, tokens.cacheWriteOther());
    positive(NativeField.REASONING_TOKENS, tokens.reasoning());
    if (usage.totalTokens() != tokens.total()) {
      number(NativeField.TOTAL_TOKENS, usage.totalTokens());
    }
  }

  private void writeCost(@Nullable ReportedCost cost) throws IOException {
    if (cost == null) {
      return;
    }
    json.writeFieldName(NativeField.COST_USD.wireName());
    json.writeNumber(cost.amount().plain());
    switch (cost.kind()) {
      case TOOL_ESTIMATE -> text(NativeField.COST_KIND, "tool_estimate");
      case GATEWAY_FEE -> text(NativeField.COST_KIND, "gateway_fee");
      case VENDOR_BILLED -> {}
    }
  }

  private void writeAttribution(Attribution attribution) throws IOException {
    text(NativeField.SESSION_ID, attribution.sessionId());
    text(NativeField.REQUEST_ID, attribution.requestId());
    text(NativeField.ALTERNATE_REQUEST_ID, attribution.alternateRequestId());
    text(NativeField.USER_ID, attribution.userId());
    text(NativeField.APPLICATION, attribution.application());
    text(NativeField.ENVIRONMENT, attribution.environment());
    text(NativeField.PROJECT, attribution.project());
  }

  private void writeDetails(CallDetails details) throws IOException {
    optional(NativeField.DURATION_MS, details.durationMs());
    optional(NativeField.TTFT_MS, details.ttftMs());
    text(NativeField.STOP_REASON, details.stopReason());
    if (details.streaming() != null) {
      json.writeBooleanField(NativeField.STREAMING.wireName(), details.streaming());
    }
    optional(NativeField.STATUS, details.status());
    PriceModifiers modifiers = details.modifiers();
    text(NativeField.SERVICE_TIER, modifiers.tier());
    text(NativeField.SPEED, modifiers.speed());
    text(NativeField.REGION, modifiers.region());
    positive(NativeField.WEB_SEARCH_REQUESTS, modifiers.webSearches());
    if (modifiers.responseCacheHit()) {
      json.writeBooleanField(NativeField.RESPONSE_CACHE_HIT.wireName(), true);
    }
    if (modifiers.subscription()) {
      text(NativeField.PLAN, "subscription");
    }
    if (details.metadata() != null) {
      json.writeFieldName(NativeField.METADATA.wireName());
      json.writeRawValue(details.metadata());
    }
  }

  private void text(NativeField field, @Nullable String value) throws IOException {
    if (value != null) {
      json.writeStringField(field.wireName(), value);
    }
  }

  private void number(NativeField field, long value) throws IOException {
    json.writeNumberField(field.wireName(), value);
  }

  private void positive(NativeField field, long value) throws IOException {
    if (value > 0) {
      number(field, value);
    }
  }

  private void optional(NativeField field, @Nullable Number value) throws IOException {
    if (value != null) {
      number(field, value.longValue());
    }
  }

  public void flush() throws IOException {
    json.flush();
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
