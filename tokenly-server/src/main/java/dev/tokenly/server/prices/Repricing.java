package dev.tokenly.server.prices;

import dev.tokenly.model.query.TimeRange;
import dev.tokenly.model.query.UsageFilter;
import dev.tokenly.model.query.UsageQuestion;
import dev.tokenly.store.usage.RepriceQuery;
import dev.tokenly.store.usage.RepriceResult;
import dev.tokenly.store.usage.UsageStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;

/** Prices stored calls again by the book as it is now, and tells that costs have changed. */
final class Repricing {
  /** Calls may lie a day ahead of the clock. */
  private static final Duration AHEAD = Duration.ofDays(2);

  private final UsageStore usage;
  private final CurrentPrices prices;
  private final InstantSource clock;
  private final Runnable onChange;

  Repricing(UsageStore usage, CurrentPrices prices, InstantSource clock, Runnable onChange) {
    this.usage = usage;
    this.prices = prices;
    this.clock = clock;
    this.onChange = onChange;
  }

  RepriceResult run(RepriceQuery query, boolean dryRun) {
    RepriceResult result = usage.care().reprice(query, prices, dryRun);
    if (!dryRun && result.changed() > 0) {
      onChange.run();
    }
    return result;
  }

  /** A price that has just arrived prices what had none, whenever that was; answers how many calls. */
  long priceTheUnpriced() {
    Instant end = clock.instant().plus(AHEAD);
    TimeRange allTime = new TimeRange(end.minus(TimeRange.MAX), end);
    UsageQuestion question = new UsageQuestion(allTime, ZoneOffset.UTC, UsageFilter.ALL);
    return run(new RepriceQuery(question, true), false).changed();
  }
}
