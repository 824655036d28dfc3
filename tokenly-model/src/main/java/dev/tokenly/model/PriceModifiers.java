package dev.tokenly.model;

import java.util.Objects;
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

  /** Whether nothing changes the price. */
  public boolean isNone() {
    return tier == null && speed == null && region == null && webSearches == 0 && !responseCacheHit && !subscription;
  }

  /** Written out because sightings of a call are compared: see {@link Hash128#equals}. */
  @Override
  public boolean equals(Object other) {
    return other instanceof PriceModifiers that
        && Objects.equals(tier, that.tier)
        && Objects.equals(speed, that.speed)
        && Objects.equals(region, that.region)
        && webSearches == that.webSearches
        && responseCacheHit == that.responseCacheHit
        && subscription == that.subscription;
  }

  @Override
  public int hashCode() {
    return Objects.hash(tier, speed, region, webSearches, responseCacheHit, subscription);
  }
}
