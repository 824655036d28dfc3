package dev.tokenly.proxy.guard;

import dev.tokenly.model.UsageRecord;
import dev.tokenly.model.Usd;
import dev.tokenly.model.price.Pricer;
import dev.tokenly.proxy.settings.Budget;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What listeners and keys with a budget have used in its current period, by the shipped prices; a call without a known
 * price counts its tokens only. Thread-safe.
 */
public final class Spending {
  private final Map<String, Budget> budgets;
  private final Pricer prices;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Used> used = new HashMap<>();

  /** What a name has used since the period began on a day. */
  public record Used(LocalDate since, Usd amount, long tokens) {
    Used plus(@Nullable Usd cost, long more) {
      return new Used(since, cost == null ? amount : amount.plus(cost), tokens + more);
    }
  }

  /** {@code budgets} by name: a listener's service, or {@code user:<name>} for a key. */
  public Spending(Map<String, Budget> budgets, Pricer prices, Clock clock) {
    this.budgets = Map.copyOf(budgets);
    this.prices = prices;
    this.clock = clock;
  }

  /** The name a key's budget goes by. */
  public static String ofUser(String user) {
    return "user:" + user;
  }

  /** How long a name must wait because its budget is used up; null when it may go on. */
  public @Nullable Duration mustWait(String name) {
    Budget budget = budgets.get(name);
    if (budget == null) {
      return null;
    }
    Used sofar = used(name, budget);
    boolean overAmount = budget.amount() != null && sofar.amount().compareTo(budget.amount()) >= 0;
    boolean overTokens = budget.tokens() != null && sofar.tokens() >= budget.tokens();
    return overAmount || overTokens ? untilNext(budget.period()) : null;
  }

  /** Counts a call for its listener and its user. */
  public void add(UsageRecord usage) {
    if (budgets.isEmpty()) {
      return;
    }
    Usd cost = prices.price(usage).cost();
    add(usage.attribution().application(), cost, usage.totalTokens());
    String user = usage.attribution().userId();
    add(user == null ? null : ofUser(user), cost, usage.totalTokens());
  }

  private void add(@Nullable String name, @Nullable Usd cost, long tokens) {
    Budget budget = name == null ? null : budgets.get(name);
    if (name == null || budget == null) {
      return;
    }
    lock.lock();
    try {
      used.put(name, current(name, budget).plus(cost, tokens));
    } finally {
      lock.unlock();
    }
  }

  private Used used(String name, Budget budget) {
    lock.lock();
    try {
      return current(name, budget);
    } finally {
      lock.unlock();
    }
  }

  private Used current(String name, Budget budget) {
    LocalDate begin = begin(budget.period());
    Used known = used.get(name);
    return known != null && known.since().equals(begin) ? known : new Used(begin, Usd.ZERO, 0);
  }

  private LocalDate begin(Budget.Period period) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return period == Budget.Period.DAY ? today : today.withDayOfMonth(1);
  }

  private Duration untilNext(Budget.Period period) {
    LocalDate begin = begin(period);
    LocalDate next = period == Budget.Period.DAY ? begin.plusDays(1) : begin.plusMonths(1);
    return Duration.between(clock.instant(), next.atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  /** Everything used, by name; to be kept over a restart. */
  public Map<String, Used> all() {
    lock.lock();
    try {
      return Map.copyOf(used);
    } finally {
      lock.unlock();
    }
  }

  /** Goes on from what was kept. */
  public void restore(Map<String, Used> kept) {
    lock.lock();
    try {
      used.putAll(kept);
    } finally {
      lock.unlock();
    }
  }
}
