package dev.tokenly.model.price;

import java.time.Instant;
import java.util.List;

/** One source of prices: the admin's overrides, an imported book or the shipped one; the version goes into each record. */
public record PriceLayer(String name, String version, List<PriceEntry> entries) {
  public PriceLayer {
    entries = List.copyOf(entries);
  }

  /** The same where prices that name no first day begin with this moment. */
  public PriceLayer from(Instant moment) {
    return new PriceLayer(name, version, entries.stream().map(entry -> entry.from(moment)).toList());
  }
}
