package dev.tokenly.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tokenly.model.json.JsonText;
import dev.tokenly.model.json.Rfc3339;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of one native line while it is read; each value is checked as it comes, the whole at the end. */
final class UsageLineFields {
  private static final int MAX_METADATA = 4096;
  private static final BigDecimal MAX_COST = new BigDecimal("99999999");

  private final long maxTokens;
  private final boolean keepsUnknown;
  private final TextPool pool;
  private final @Nullable String[] texts = new @Nullable String[NativeField.values().length];
  private final long[] counts = new long[NativeField.values().length];
  private final Map<String, Object> unknown = new LinkedHashMap<>();
  private @Nullable String metadata;
  private long seen;

  UsageLineFields(long maxTokens, boolean keepsUnknown, TextPool pool) {
    this.maxTokens = maxTokens;
    this.keepsUnknown = keepsUnknown;
    this.pool = pool;
  }

  /** Reads the value of a field the parser stands on; throws {@link IllegalArgumentException} when it breaks a rule. */
  void take(String name, JsonParser parser) throws IOException {
    JsonToken value = parser.nextToken();
    NativeField field = NativeField.named(name);
    if (field == null) {
      takeUnknown(name, value, parser);
      return;
    }
    long bit = 1L << field.index();
    if ((seen & bit) != 0) {
      throw new IllegalArgumentException(name + ": named twice");
    }
    seen |= bit;
    if (value == JsonToken.VALUE_NULL && field.kind() != NativeField.Kind.TOKENS) {
      seen &= ~bit;
      return;
    }
    switch (field.kind()) {
      case TOKENS -> counts[field.index()] = wholeNumber(field, value, parser, maxTokens);
      case NUMBER -> counts[field.index()] = wholeNumber(field, value, parser, Long.MAX_VALUE);
      case MONEY -> texts[field.index()] = money(field, value, parser);
      case FLAG -> counts[field.index()] = flag(field, value);
      case TEXT -> texts[field.index()] = text(field, value, parser);
      case OBJECT -> metadata = object(value, parser);
    }
  }

  private void takeUnknown(String name, JsonToken value, JsonParser parser) throws IOException {
    if (!keepsUnknown) {
      parser.skipChildren();
    } else if (value == JsonToken.START_OBJECT || value == JsonToken.START_ARRAY) {
      parser.skipChildren();
    } else if (value != JsonToken.VALUE_NULL && unknown.put(name, JsonText.scalar(parser)) != null) {
      throw new IllegalArgumentException(Display.clean(name) + ": named twice");
    }
  }

  private long wholeNumber(NativeField field, JsonToken value, JsonParser parser, long max) throws IOException {
    if (!value.isNumeric()) {
      throw new IllegalArgumentException(field.wireName() + ": not a number");
    }
    if (field.isHashed()) {
      texts[field.index()] = parser.getText();
    }
    long count;
    try {
      count = value == JsonToken.VALUE_NUMBER_INT ? parser.getLongValue() : parser.getDecimalValue().longValueExact();
    } catch (ArithmeticException | IOException e) {
      throw new IllegalArgumentException(field.wireName() + ": not a whole number within range", e);
    }
    if (count < 0 || count > max) {
      throw new IllegalArgumentException(field.wireName() + ": not between 0 and " + max);
    }
    return count;
  }

  private static String money(NativeField field, JsonToken value, JsonParser parser) throws IOException {
    if (!value.isNumeric() && value != JsonToken.VALUE_STRING) {
      throw new IllegalArgumentException(field.wireName() + ": not a decimal number");
    }
    return parser.getText();
  }

  private static long flag(NativeField field, JsonToken value) {
    if (!value.isBoolean()) {
      throw new IllegalArgumentException(field.wireName() + ": not true or false");
    }
    return value == JsonToken.VALUE_TRUE ? 1 : 0;
  }

  private String text(NativeField field, JsonToken value, JsonParser parser) throws IOException {
    if (value != JsonToken.VALUE_STRING) {
      throw new IllegalArgumentException(field.wireName() + ": not a text");
    }
    String text = field.repeats() ? pool.text(parser) : parser.getText();
    if (text.length() > field.maxLength()) {
      throw new IllegalArgumentException(field.wireName() + ": longer than " + field.maxLength() + " characters");
    }
    return text;
  }

  private static String object(JsonToken value, JsonParser parser) throws IOException {
    if (value != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("metadata: not an object");
    }
    String text = JsonText.write(JsonText.readObject(parser));
    if (text.length() > MAX_METADATA) {
      throw new IllegalArgumentException("metadata: larger than 4 KiB");
    }
    return text;
  }

  UsageRecord toRecord(WireHash hash, Instant latest) {
    Instant timestamp = timestamp(latest);
    UsageRecord.ModelUsed model =
        new UsageRecord.ModelUsed(required(NativeField.SERVICE), required(NativeField.MODEL));
    String requestId = clean(NativeField.REQUEST_ID);
    RecordId id =
        RecordId.of(model.service(), requestId, clean(NativeField.ALTERNATE_REQUEST_ID), wireHash(hash));
    String format = clean(NativeField.SOURCE_FORMAT);
    Tokens tokens = tokens();
    long total = has(NativeField.TOTAL_TOKENS) ? count(NativeField.TOTAL_TOKENS) : tokens.total();
    return new UsageRecord(
        new UsageRecord.Origin(id, timestamp, format == null ? "native" : format),
        model,
        tokens,
        total,
        attribution(requestId),
        details(),
        cost());
  }

  private Instant timestamp(Instant latest) {
    String text = texts[NativeField.TIMESTAMP.index()];
    if (text == null) {
      throw new IllegalArgumentException("timestamp: missing");
    }
    Instant timestamp;
    try {
      timestamp = Rfc3339.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("timestamp: " + e.getMessage(), e);
    }
    if (timestamp.isAfter(latest)) {
      throw new IllegalArgumentException("timestamp: more than 24 hours in the future");
    }
    if (text.startsWith("0001-01-01T00:00:00") || text.startsWith("0000")) {
      throw new IllegalArgumentException("timestamp: the zero time");
    }
    return timestamp;
  }

  private String required(NativeField field) {
    String text = clean(field);
    if (text == null) {
      throw new IllegalArgumentException(field.wireName() + ": missing or blank");
    }
    return text;
  }

  private Hash128 wireHash(WireHash hash) {
    return hash.of(
        raw(NativeField.TIMESTAMP),
        raw(NativeField.SERVICE),
        raw(NativeField.MODEL),
        raw(NativeField.INPUT_TOKENS),
        raw(NativeField.OUTPUT_TOKENS),
        raw(NativeField.TOTAL_TOKENS),
        raw(NativeField.COST_USD),
        raw(NativeField.SESSION_ID),
        raw(NativeField.REQUEST_ID),
        raw(NativeField.USER_ID),
        raw(NativeField.APPLICATION),
        raw(NativeField.ENVIRONMENT));
  }

  private Tokens tokens() {
    return new Tokens(
        count(NativeField.INPUT_TOKENS),
        count(NativeField.CACHE_READ_TOKENS),
        count(NativeField.CACHE_WRITE_TOKENS),
        count(NativeField.CACHE_WRITE_1H_TOKENS),
        count(NativeField.CACHE_WRITE_OTHER_TOKENS),
        count(NativeField.OUTPUT_TOKENS),
        count(NativeField.REASONING_TOKENS));
  }

  private Attribution attribution(@Nullable String requestId) {
    return new Attribution(
        clean(NativeField.APPLICATION),
        clean(NativeField.ENVIRONMENT),
        clean(NativeField.USER_ID),
        clean(NativeField.SESSION_ID),
        requestId,
        clean(NativeField.ALTERNATE_REQUEST_ID),
        clean(NativeField.PROJECT));
  }

  private CallDetails details() {
    PriceModifiers modifiers =
        new PriceModifiers(
            clean(NativeField.SERVICE_TIER),
            clean(NativeField.SPEED),
            clean(NativeField.REGION),
            (int) Math.min(count(NativeField.WEB_SEARCH_REQUESTS), Integer.MAX_VALUE),
            count(NativeField.RESPONSE_CACHE_HIT) == 1,
            "subscription".equals(raw(NativeField.PLAN)));
    return new CallDetails(
        optional(NativeField.DURATION_MS),
        optional(NativeField.TTFT_MS),
        clean(NativeField.STOP_REASON),
        has(NativeField.STREAMING) ? count(NativeField.STREAMING) == 1 : null,
        has(NativeField.STATUS) ? (int) Math.min(count(NativeField.STATUS), Integer.MAX_VALUE) : null,
        modifiers,
        metadata());
  }

  private @Nullable String metadata() {
    if (unknown.isEmpty()) {
      return metadata;
    }
    Map<String, Object> folded = new LinkedHashMap<>(unknown);
    if (metadata != null) {
      folded.putAll(JsonText.object(metadata));
    }
    String text = JsonText.write(folded);
    return text.length() > MAX_METADATA ? metadata : text;
  }

  private @Nullable ReportedCost cost() {
    String text = texts[NativeField.COST_USD.index()];
    if (text == null) {
      return null;
    }
    Usd amount;
    try {
      amount = Usd.of(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("cost_usd: not a decimal with at most 10 places", e);
    }
    if (amount.amount().signum() < 0 || amount.amount().compareTo(MAX_COST) > 0) {
      throw new IllegalArgumentException("cost_usd: not between 0 and " + MAX_COST);
    }
    return new ReportedCost(amount, costKind());
  }

  private ReportedCost.Kind costKind() {
    return switch (raw(NativeField.COST_KIND)) {
      case "tool_estimate" -> ReportedCost.Kind.TOOL_ESTIMATE;
      case "gateway_fee" -> ReportedCost.Kind.GATEWAY_FEE;
      case null, default -> ReportedCost.Kind.VENDOR_BILLED;
    };
  }

  private boolean has(NativeField field) {
    return (seen & 1L << field.index()) != 0;
  }

  private long count(NativeField field) {
    return counts[field.index()];
  }

  private @Nullable Long optional(NativeField field) {
    return has(field) ? count(field) : null;
  }

  private @Nullable String raw(NativeField field) {
    return texts[field.index()];
  }

  private @Nullable String clean(NativeField field) {
    String text = texts[field.index()];
    if (text == null) {
      return null;
    }
    String stripped = ControlCharacters.removed(text).strip();
    return stripped.isEmpty() ? null : stripped;
  }
}
