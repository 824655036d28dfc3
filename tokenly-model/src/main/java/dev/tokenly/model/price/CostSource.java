package dev.tokenly.model.price;

import java.util.Locale;

/** Where a record's {@code cost_usd} comes from. */
public enum CostSource {
  /** The source named the cost itself. */
  REPORTED,
  /** Computed from the price book. */
  PRICED,
  /** A model on the owner's own hardware, explicitly free. */
  LOCAL,
  /** No price is known; the cost is null, never zero. */
  UNPRICED;

  /** Its name in JSON and storage. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
