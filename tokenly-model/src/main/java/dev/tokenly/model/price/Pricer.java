package dev.tokenly.model.price;

import dev.tokenly.model.UsageRecord;

/** Prices a record by the day it was made; thread-safe, about a microsecond a call. */
@FunctionalInterface
public interface Pricer {
  Pricing price(UsageRecord usage);
}
