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
  private final ExplainTotal explainTotal;
  private final AuditUsageEndpoint auditUsage;
  private final ShippedList shipped;

  /** {@code onChange} is told when stored calls got another cost. */
  public PricesRoom(
      Administration administration, UsageStore usage, PricingMode mode, InstantSource clock, Runnable onChange) {
    this.current = new CurrentPrices(administration, mode);
    Repricing repricing = new Repricing(usage, current, clock, onChange);
    this.prices = new PriceEndpoints(current, administration, repricing, clock);
    this.explain = new ExplainEndpoints(current, usage, clock);
    this.explainTotal = new ExplainTotal(current, usage, clock);
    this.auditUsage = new AuditUsageEndpoint(usage, clock);
    this.shipped = new ShippedList(administration, repricing);
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

  public ExplainTotal explainTotal() {
    return explainTotal;
  }

  /** Gives calls without a price the ones that came with this version, in the background until it is closed. */
  public AutoCloseable takeUpShippedList() {
    Thread thread = Thread.ofVirtual().name("shipped-prices").start(shipped::takeUp);
    return () -> {
      thread.interrupt();
      thread.join();
    };
  }
}
