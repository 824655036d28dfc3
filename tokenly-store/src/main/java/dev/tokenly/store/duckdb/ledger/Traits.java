package dev.tokenly.store.duckdb.ledger;

import dev.tokenly.model.CallDetails;
import dev.tokenly.model.PriceModifiers;
import dev.tokenly.model.ReportedCost;
import dev.tokenly.model.UsageRecord;
import dev.tokenly.model.price.CostSource;
import dev.tokenly.store.usage.StoredRecord;
import org.jspecify.annotations.Nullable;

/** How a call went and was priced, as far as that comes in few combinations; web searches are kept with the record. */
record Traits(Outcome outcome, PriceModifiers modifiers, boolean fromProvider, Money money) {

  /** How the call ended. */
  record Outcome(@Nullable String stopReason, @Nullable Boolean streaming, @Nullable Integer status) {}

  /** Where its cost comes from. */
  record Money(ReportedCost.@Nullable Kind reported, CostSource source, @Nullable String priceVersion) {}

  static Traits of(StoredRecord stored) {
    UsageRecord usage = stored.usage();
    CallDetails details = usage.details();
    PriceModifiers modifiers = details.modifiers();
    ReportedCost reported = usage.reportedCost();
    return new Traits(new Outcome(details.stopReason(), details.streaming(), details.status()),
        searching(modifiers, 0), usage.id().fromProvider(), new Money(reported == null ? null : reported.kind(),
            stored.pricing().source(), stored.pricing().priceVersion()));
  }

  private static PriceModifiers searching(PriceModifiers modifiers, int webSearches) {
    return modifiers.webSearches() == webSearches
        ? modifiers
        : new PriceModifiers(modifiers.tier(), modifiers.speed(), modifiers.region(), webSearches,
            modifiers.responseCacheHit(), modifiers.subscription());
  }

  /** The modifiers of a record with that many web searches. */
  PriceModifiers modifiersWith(int webSearches) {
    return searching(modifiers, webSearches);
  }
}
