package dev.tokenly.model;

import dev.tokenly.model.json.JsonText;
import dev.tokenly.model.json.Rfc3339;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of one native line: {@link ParsedLine} or {@link PlainLine} finds them, here they become a record. */
final class UsageLineFields {
  private static final int MAX_METADATA = 4096;
  private static final NativeField[] FIELDS = NativeField.values();

  /** What the wire hash is over, in its order. */
  private static final NativeField[] HASHED = {NativeField.TIMESTAMP, NativeField.SERVICE, NativeField.MODEL,
    NativeField.INPUT_TOKENS, NativeField.OUTPUT_TOKENS, NativeField.TOTAL_TOKENS, NativeField.COST_USD,
    NativeField.SESSION_ID, NativeField.REQUEST_ID, NativeField.USER_ID, NativeField.APPLICATION,
    NativeField.ENVIRONMENT};

  private static final long MODIFIERS = bit(NativeField.SERVICE_TIER) | bit(NativeField.SPEED)
      | bit(NativeField.REGION) | bit(NativeField.WEB_SEARCH_REQUESTS) | bit(NativeField.RESPONSE_CACHE_HIT)
      | bit(NativeField.PLAN);

  private final TextPool pool = new TextPool();
  private final WireHash hash = new WireHash();
  private final @Nullable String[] texts = new @Nullable String[FIELDS.length];
  private final long[] counts = new long[FIELDS.length];
  private final Map<String, Object> unknown = new LinkedHashMap<>();
  private UsageRecord.ModelUsed lastModel = new UsageRecord.ModelUsed("", "");
  private @Nullable String metadata;
  private long seen;

  /** Forgets the line before. */
  void clear() {
    Arrays.fill(texts, null);
    Arrays.fill(counts, 0);
    unknown.clear();
    metadata = null;
    seen = 0;
  }

  TextPool pool() {
    return pool;
  }

  void set(NativeField field, String text) {
    seen |= bit(field);
    texts[field.index()] = text;
  }

  void set(NativeField field, long count) {
    seen |= bit(field);
    counts[field.index()] = count;
  }

  void setMetadata(String json) {
    seen |= bit(NativeField.METADATA);
    metadata = json;
  }

  /** Keeps a scalar nobody knows for the metadata; false when it was named before. */
  boolean addUnknown(String name, Object scalar) {
    return unknown.put(name, scalar) == null;
  }

  /** Takes over everything a plain line was found to hold. */
  void take(PlainLine line, byte[] bytes) {
    for (long left = line.seen(); left != 0; left &= left - 1) {
      NativeField field = FIELDS[Long.numberOfTrailingZeros(left)];
      int from = line.start(field);
      int to = line.end(field);
      switch (field.kind()) {
        case FLAG -> set(field, bytes[from] == 't' ? 1 : 0);
        case TOKENS, NUMBER -> set(field, number(bytes, from, to)); // Sent as its digits: no text need be kept of it.
        default -> set(field, field.repeats() ? pool.text(bytes, from, to) : text(bytes, from, to));
      }
    }
  }

  private static long number(byte[] digits, int from, int to) {
    long number = 0;
    for (int at = from; at < to; at++) {
      number = number * 10 + (digits[at] - '0');
    }
    return number;
  }

  private static String text(byte[] ascii, int from, int to) {
    return new String(ascii, from, to - from, StandardCharsets.US_ASCII);
  }

  /** The record they make; throws {@link IllegalArgumentException} when they break a rule. */
  UsageRecord toRecord(Instant latest) {
    Instant timestamp = timestamp(latest);
    UsageRecord.ModelUsed model = model(required(NativeField.SERVICE), required(NativeField.MODEL));
    String requestId = clean(NativeField.REQUEST_ID);
    RecordId id =
        RecordId.of(model.service(), requestId, clean(NativeField.ALTERNATE_REQUEST_ID), wireHash());
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

  /** Neighbouring lines mostly name the same. */
  private UsageRecord.ModelUsed model(String service, String name) {
    if (!lastModel.service().equals(service) || !lastModel.name().equals(name)) {
      lastModel = new UsageRecord.ModelUsed(service, name);
    }
    return lastModel;
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

  private Hash128 wireHash() {
    hash.begin();
    for (NativeField field : HASHED) {
      String text = raw(field);
      if (text == null && has(field)) {
        hash.add(count(field));
      } else {
        hash.add(text);
      }
    }
    return hash.end();
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
    return new CallDetails(
        optional(NativeField.DURATION_MS),
        optional(NativeField.TTFT_MS),
        clean(NativeField.STOP_REASON),
        has(NativeField.STREAMING) ? count(NativeField.STREAMING) == 1 : null,
        has(NativeField.STATUS) ? (int) Math.min(count(NativeField.STATUS), Integer.MAX_VALUE) : null,
        modifiers(),
        metadata());
  }

  private PriceModifiers modifiers() {
    if ((seen & MODIFIERS) == 0) {
      return PriceModifiers.NONE;
    }
    return new PriceModifiers(
        clean(NativeField.SERVICE_TIER),
        clean(NativeField.SPEED),
        clean(NativeField.REGION),
        (int) Math.min(count(NativeField.WEB_SEARCH_REQUESTS), Integer.MAX_VALUE),
        count(NativeField.RESPONSE_CACHE_HIT) == 1,
        "subscription".equals(raw(NativeField.PLAN)));
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
    return isTooLarge(text) ? metadata : text;
  }

  static boolean isTooLarge(String metadata) {
    return metadata.length() > MAX_METADATA || metadata.getBytes(StandardCharsets.UTF_8).length > MAX_METADATA;
  }

  private @Nullable ReportedCost cost() {
    String text = texts[NativeField.COST_USD.index()];
    if (text == null) {
      return null;
    }
    Usd amount;
    try {
      amount = Usd.nearest(new BigDecimal(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("cost_usd: not a decimal number", e);
    }
    if (amount.amount().signum() < 0 || amount.compareTo(Usd.MOST) > 0) {
      throw new IllegalArgumentException("cost_usd: not between 0 and " + Usd.MOST);
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

  boolean has(NativeField field) {
    return (seen & bit(field)) != 0;
  }

  private static long bit(NativeField field) {
    return 1L << field.index();
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
