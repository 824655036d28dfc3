package dev.tokenly.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a call went, as far as its source says: times in milliseconds, the provider's stop reason, the HTTP status, the
 * price modifiers, and a metadata object as compact JSON text of at most 4 KiB.
 */
public record CallDetails(
    @Nullable Long durationMs,
    @Nullable Long ttftMs,
    @Nullable String stopReason,
    @Nullable Boolean streaming,
    @Nullable Integer status,
    PriceModifiers modifiers,
    @Nullable String metadata) {

  public static final CallDetails NONE = new CallDetails(null, null, null, null, null, PriceModifiers.NONE, null);

  private static final String USAGE_MISSING = "\"usage_missing\":true";

  /** Whether the reply never said what the call used, so that zero tokens are not zero but unknown. */
  public boolean isUsageMissing() {
    return metadata != null && metadata.contains(USAGE_MISSING);
  }

  /** Written out because sightings of a call are compared: see {@link Hash128#equals}. */
  @Override
  public boolean equals(Object other) {
    return other instanceof CallDetails that
        && Objects.equals(durationMs, that.durationMs)
        && Objects.equals(ttftMs, that.ttftMs)
        && Objects.equals(stopReason, that.stopReason)
        && Objects.equals(streaming, that.streaming)
        && Objects.equals(status, that.status)
        && modifiers.equals(that.modifiers)
        && Objects.equals(metadata, that.metadata);
  }

  @Override
  public int hashCode() {
    return Objects.hash(durationMs, ttftMs, stopReason, streaming, status, modifiers, metadata);
  }
}
