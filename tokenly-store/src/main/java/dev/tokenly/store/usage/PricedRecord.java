package dev.tokenly.store.usage;

import dev.tokenly.model.UsageRecord;
import dev.tokenly.model.price.Pricing;

/** A checked record with its money side: what is handed to the ledger. */
public record PricedRecord(UsageRecord usage, Pricing pricing) {}
