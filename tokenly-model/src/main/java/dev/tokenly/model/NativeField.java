package dev.tokenly.model;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every field a native usage line may have ({@code protocol.md} §5 and ours), with its kind and longest text. The buckets
 * never overlap: {@code input_tokens} is uncached input, {@code cache_write_tokens} excludes the one-hour writes, and only
 * {@code reasoning_tokens} is contained in another ({@code output_tokens}).
 */
public enum NativeField {
  TIMESTAMP(Kind.TEXT, 64),
  SERVICE(Kind.TEXT, 100),
  MODEL(Kind.TEXT, 200),
  INPUT_TOKENS(Kind.TOKENS, 0),
  OUTPUT_TOKENS(Kind.TOKENS, 0),
  CACHE_READ_TOKENS(Kind.TOKENS, 0),
  CACHE_WRITE_TOKENS(Kind.TOKENS, 0),
  CACHE_WRITE_1H_TOKENS(Kind.TOKENS, 0),
  CACHE_WRITE_OTHER_TOKENS(Kind.TOKENS, 0),
  REASONING_TOKENS(Kind.TOKENS, 0),
  TOTAL_TOKENS(Kind.TOKENS, 0),
  COST_USD(Kind.MONEY, 0),
  COST_KIND(Kind.TEXT, 20),
  COST_MODEL(Kind.TEXT, 100),
  SESSION_ID(Kind.TEXT, 255),
  REQUEST_ID(Kind.TEXT, 255),
  ALTERNATE_REQUEST_ID(Kind.TEXT, 255),
  USER_ID(Kind.TEXT, 255),
  APPLICATION(Kind.TEXT, 255),
  ENVIRONMENT(Kind.TEXT, 50),
  PROJECT(Kind.TEXT, 255),
  METADATA(Kind.OBJECT, 4096),
  DURATION_MS(Kind.NUMBER, 0),
  TTFT_MS(Kind.NUMBER, 0),
  STOP_REASON(Kind.TEXT, 255),
  STREAMING(Kind.FLAG, 0),
  STATUS(Kind.NUMBER, 0),
  SOURCE_FORMAT(Kind.TEXT, 64),
  SERVICE_TIER(Kind.TEXT, 64),
  SPEED(Kind.TEXT, 64),
  REGION(Kind.TEXT, 64),
  WEB_SEARCH_REQUESTS(Kind.NUMBER, 0),
  RESPONSE_CACHE_HIT(Kind.FLAG, 0),
  PLAN(Kind.TEXT, 64);

  private static final Map<String, NativeField> BY_NAME = new HashMap<>();

  static {
    for (NativeField field : values()) {
      BY_NAME.put(field.wireName, field);
    }
  }

  private final Kind kind;
  private final int maxLength;
  private final String wireName = name().toLowerCase(Locale.ROOT);

  NativeField(Kind kind, int maxLength) {
    this.kind = kind;
    this.maxLength = maxLength;
  }

  /** What kind of JSON value a field holds. */
  public enum Kind {
    /** A whole number of tokens, bounded by {@code ingestion.max_tokens_per_field}. */
    TOKENS,
    /** Any other whole number ≥ 0. */
    NUMBER,
    /** A decimal number, kept as it was written. */
    MONEY,
    /** True or false. */
    FLAG,
    /** A text. */
    TEXT,
    /** An object of up to 4 KiB. */
    OBJECT
  }

  /** The field of that JSON name, or null. */
  public static @Nullable NativeField named(String wireName) {
    return BY_NAME.get(wireName);
  }

  /** Its name in JSON. */
  public String wireName() {
    return wireName;
  }

  /** Its place in an array with room for every field. */
  @SuppressWarnings("EnumOrdinal") // an index into arrays that live as long as one line, never stored
  int index() {
    return ordinal();
  }

  public Kind kind() {
    return kind;
  }

  /** Whether its value is kept as it was sent, which the wire hash needs of some. */
  boolean isKeptAsSent() {
    return switch (this) {
      case INPUT_TOKENS, OUTPUT_TOKENS, TOTAL_TOKENS -> true;
      default -> kind != Kind.TOKENS && kind != Kind.NUMBER;
    };
  }

  /** Whether many records have the same text here. */
  boolean repeats() {
    return kind == Kind.TEXT && this != TIMESTAMP && this != REQUEST_ID && this != ALTERNATE_REQUEST_ID;
  }

  /** Longest text in characters; 0 where it is no text. */
  public int maxLength() {
    return maxLength;
  }
}
