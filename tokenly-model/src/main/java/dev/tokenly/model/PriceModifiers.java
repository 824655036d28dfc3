package dev.tokenly.model;

import org.jspecify.annotations.Nullable;

/**
 * What changes a call's price beside its tokens: {@code tier} ({@code batch}, {@code flex}, {@code priority}), {@code
 * speed} ({@code fast}), {@code region} ({@code us}, {@code eu}, …), web searches billed apart, whether the reply came
 * from a response cache (then it cost nothing) and whether a subscription pays for it.
 */
public record PriceModifiers(
    @Nullable String tier,
    @Nullable String speed,
    @Nullable String region,
    int webSearches,
    boolean responseCacheHit,
    boolean subscription) {

  public static final PriceModifiers NONE = new PriceModifiers(null, null, null, 0, false, false);
}
