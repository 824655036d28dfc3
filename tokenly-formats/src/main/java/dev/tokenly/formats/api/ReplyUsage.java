package dev.tokenly.formats.api;

import dev.tokenly.model.PriceModifiers;
import dev.tokenly.model.ReportedCost;
import dev.tokenly.model.Tokens;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a provider's reply said about itself, so far or at its end: who answered, what was counted (null tokens: nothing
 * was said, which is not zero), what changes the price, what the provider says it cost, and the
 * numbers of its usage as it wrote them (empty where they are not kept).
 */
public record ReplyUsage(
    Answer answer,
    @Nullable Tokens tokens,
    @Nullable Long providerTotal,
    UsageSource source,
    PriceModifiers modifiers,
    @Nullable ReportedCost cost,
    Map<String, Object> raw) {

  /**
   * Who answered and how it ended: model and reply id as the provider named them, its stop reason, and the type of error
   * it reported, also in the middle of a stream (never the error's text).
   */
  public record Answer(
      @Nullable String model, @Nullable String id, @Nullable String stopReason, @Nullable String errorType) {}

  /** Whether the counts add up to the total the provider named itself; true when it named none. */
  public boolean isConsistent() {
    return tokens == null || providerTotal == null || tokens.total() == providerTotal;
  }
}
