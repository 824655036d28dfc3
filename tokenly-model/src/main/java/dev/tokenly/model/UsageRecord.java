package dev.tokenly.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One counted call to a model: the word every room shares. The timestamp is UTC at microsecond grain; {@code totalTokens}
 * is what the source said, or the sum of the buckets; {@code reportedCost} is null when the source named no price, which
 * is not zero.
 */
public record UsageRecord(
    Origin origin,
    ModelUsed model,
    Tokens tokens,
    long totalTokens,
    Attribution attribution,
    CallDetails details,
    @Nullable ReportedCost reportedCost) {

  public UsageRecord {
    if (totalTokens < 0) {
      throw new IllegalArgumentException("total_tokens cannot be negative: " + totalTokens);
    }
  }

  /** The service asked and the model that answered, as named by the source (trimmed, never blank). */
  public record ModelUsed(String service, String name) {
    @Override
    public boolean equals(Object other) {
      return other instanceof ModelUsed that && name.equals(that.name) && service.equals(that.service);
    }

    @Override
    public int hashCode() {
      return name.hashCode() * 31 + service.hashCode();
    }
  }

  /**
   * When a call was made and where we know it from: its identity and the log format it was read from ({@code native} when
   * a tool wrote our own format, {@code proxy} when the metering proxy did). The instant is cut to microseconds.
   */
  public record Origin(RecordId id, Instant timestamp, String sourceFormat) {
    public Origin {
      timestamp = timestamp.truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Origin that
          && timestamp.equals(that.timestamp)
          && id.equals(that.id)
          && sourceFormat.equals(that.sourceFormat);
    }

    @Override
    public int hashCode() {
      return id.hashCode() * 31 + timestamp.hashCode();
    }
  }

  /** Written out, what mostly differs first, because sightings of a call are compared: see {@link Hash128#equals}. */
  @Override
  public boolean equals(Object other) {
    return other instanceof UsageRecord that
        && totalTokens == that.totalTokens
        && tokens.equals(that.tokens)
        && origin.equals(that.origin)
        && attribution.equals(that.attribution)
        && model.equals(that.model)
        && details.equals(that.details)
        && Objects.equals(reportedCost, that.reportedCost);
  }

  @Override
  public int hashCode() {
    return Objects.hash(origin, model, tokens, totalTokens, attribution, details, reportedCost);
  }

  public RecordId id() {
    return origin.id();
  }

  public Instant timestamp() {
    return origin.timestamp();
  }

  public String service() {
    return model.service();
  }
}
