package dev.tokenly.model.price;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entries a model's name matched: which layer and rule found them and what the name itself said about speed, region
 * and being free.
 */
public record Match(PriceLayer layer, String rule, List<PriceEntry> entries, NameModifiers modifiers) {
  public Match {
    entries = List.copyOf(entries);
  }

  /** Whether this is the provider's own price, or one that was set for whoever serves the model. */
  boolean isOf(String provider) {
    String named = entries.getFirst().name().provider();
    return LayerMatcher.provider(named).equals(provider) || named.equals(PriceEntry.ANY_PROVIDER);
  }

  /** Modifiers that were spelled into a model's name. */
  public record NameModifiers(@Nullable String speed, @Nullable String region, boolean free) {}
}
