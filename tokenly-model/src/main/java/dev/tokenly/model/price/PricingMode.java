package dev.tokenly.model.price;

import java.util.Locale;

/** Which of the two costs of a record reports use: setting {@code pricing.mode}. */
public enum PricingMode {
  /** Reported when the vendor billed it, else priced, else the tool's estimate. */
  AUTO,
  /** Always our own price. */
  PRICED,
  /** Always what the source said. */
  REPORTED;

  /** The mode of that name; throws {@link IllegalArgumentException} listing the names there are. */
  public static PricingMode named(String name) {
    try {
      return valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("no such pricing mode; one of auto, priced, reported", e);
    }
  }
}
