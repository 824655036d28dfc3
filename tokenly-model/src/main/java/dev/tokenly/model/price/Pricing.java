package dev.tokenly.model.price;

import dev.tokenly.model.Usd;
import org.jspecify.annotations.Nullable;

/**
 * The money side of a record: {@code priced} is our own computation (null when no price is known), {@code cost} the one
 * that reports use by the pricing mode (null when unpriced, never zero), {@code priceVersion} the book that was used.
 */
public record Pricing(
    @Nullable Usd priced, @Nullable Usd cost, CostSource source, @Nullable String priceVersion) {

  /** Nothing known. */
  public static final Pricing UNKNOWN = new Pricing(null, null, CostSource.UNPRICED, null);
}
