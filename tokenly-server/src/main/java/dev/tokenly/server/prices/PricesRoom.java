package dev.tokenly.server.prices;

import dev.tokenly.model.price.PricingMode;
import dev.tokenly.server.admin.Administration;
import dev.tokenly.store.usage.UsageStore;
import java.time.InstantSource;

/** Everything about prices: the book that counts now, the calls that change it and those that explain it. */
public final class PricesRoom {
  private final CurrentPrices current;
  private final PriceEndpoints prices;
  private final ExplainEndpoints explain;
  private final AuditUsageEndpoint auditUsage;

  public PricesRoom(Administration administration, UsageStore usage, PricingMode mode, InstantSource clock) {
    this.current = new CurrentPrices(administration, mode);
    this.prices = new PriceEndpoints(current, administration, usage, clock);
    this.explain = new ExplainEndpoints(current, usage, clock);
    this.auditUsage = new AuditUsageEndpoint(usage, clock);
  }

  public AuditUsageEndpoint auditUsage() {
    return auditUsage;
  }

  public CurrentPrices current() {
    return current;
  }

  public PriceEndpoints prices() {
    return prices;
  }

  public ExplainEndpoints explain() {
    return explain;
  }
}
