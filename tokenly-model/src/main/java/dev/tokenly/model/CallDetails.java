package dev.tokenly.model;

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
}
