package dev.tokenly.model.price;

import dev.tokenly.model.Usd;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How a price came about, or why there is none: the match, the entry, the rates and the factor that were applied. The
 * {@code reason} is a sentence for people, null when there is a cost.
 */
public record Quote(
    @Nullable Usd cost,
    @Nullable Match match,
    @Nullable PriceEntry entry,
    @Nullable Rates rates,
    BigDecimal factor,
    @Nullable String reason) {

  static Quote unpriced(String reason) {
    return new Quote(null, null, null, null, BigDecimal.ONE, reason);
  }

  /** A call that failed and used nothing costs nothing, whatever its model would have. */
  static Quote nothingUsed() {
    return new Quote(Usd.ZERO, null, null, null, BigDecimal.ONE, null);
  }

  /** The version of the layer that was used, or null. */
  public @Nullable String version() {
    return match == null ? null : match.layer().version();
  }

  /** Whether the model runs on the owner's own hardware. */
  public boolean local() {
    return entry != null && entry.terms().local();
  }
}
