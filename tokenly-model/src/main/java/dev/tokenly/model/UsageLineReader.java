package dev.tokenly.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tokenly.model.json.JsonText;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Reads native usage lines by the rules of {@code protocol.md} §5, streaming and without a tree: the same code decides on
 * the agent and on the server what a valid record is. Not thread-safe (it reuses its hash and the names it has read); make one a thread.
 */
public final class UsageLineReader {
  /** Default for {@code ingestion.max_tokens_per_field}: context windows have passed the original 1,000,000. */
  public static final long DEFAULT_MAX_TOKENS = 10_000_000;

  private static final Duration MAX_FUTURE = Duration.ofHours(24);

  private final JsonFactory json = JsonText.lineFactory();
  private final Clock clock;
  private final long maxTokens;
  private final UsageLineFields fields = new UsageLineFields();
  private final PlainLine plain;
  private final ParsedLine parsed;
  private long lookedAt;
  private Instant latest;

  /** A reader that folds unknown scalars into {@code metadata}, as the server does. */
  public UsageLineReader(Clock clock, long maxTokens) {
    this(clock, maxTokens, true);
  }

  private UsageLineReader(Clock clock, long maxTokens, boolean keepsUnknown) {
    this.clock = clock;
    this.maxTokens = maxTokens;
    Instant now = clock.instant();
    this.lookedAt = now.toEpochMilli();
    this.latest = now.plus(MAX_FUTURE);
    this.plain = new PlainLine(now, maxTokens);
    this.parsed = new ParsedLine(fields, maxTokens, keepsUnknown);
  }

  /** A reader that drops what it does not know: for an agent, because an unknown field may hold a prompt. */
  public static UsageLineReader ofKnownFields(Clock clock, long maxTokens) {
    return new UsageLineReader(clock, maxTokens, false);
  }

  /** The largest number of tokens a field may hold. */
  public long maxTokens() {
    return maxTokens;
  }

  /** Reads the line in {@code bytes[from, from + length)}, without its newline. */
  public UsageLine read(byte[] bytes, int from, int length) {
    lookAtClock();
    if (!plain.is(bytes, from, from + length)) {
      return parse(bytes, from, length);
    }
    fields.clear();
    fields.take(plain, bytes);
    return record();
  }

  /** The same for any line, whatever {@link PlainLine} says of it. */
  UsageLine parse(byte[] bytes, int from, int length) {
    fields.clear();
    try (JsonParser parser = json.createParser(bytes, from, length)) {
      parsed.read(parser);
      return record();
    } catch (JsonProcessingException e) {
      return new UsageLine.Bad("not valid JSON at column " + e.getLocation().getColumnNr());
    } catch (IOException | IllegalArgumentException e) {
      return new UsageLine.Bad(String.valueOf(e.getMessage()));
    }
  }

  private UsageLine record() {
    try {
      return new UsageLine.Ok(fields.toRecord(latest));
    } catch (IllegalArgumentException e) {
      return new UsageLine.Bad(String.valueOf(e.getMessage()));
    }
  }

  /** Many lines are read in the same millisecond, and what is made of that is made once. */
  private void lookAtClock() {
    long millis = clock.millis();
    if (millis != lookedAt) {
      lookedAt = millis;
      Instant now = Instant.ofEpochMilli(millis);
      plain.setNow(now);
      latest = now.plus(MAX_FUTURE);
    }
  }
}
