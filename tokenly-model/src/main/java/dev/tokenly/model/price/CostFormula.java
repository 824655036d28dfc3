package dev.tokenly.model.price;

import dev.tokenly.model.PriceModifiers;
import dev.tokenly.model.Tokens;
import dev.tokenly.model.UsageRecord;
import dev.tokenly.model.Usd;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Buckets times rates, then the modifiers, rounded once to the nanodollar. A modifier that changes the price and whose
 * factor is not in the book makes the record unpriced; guessing it would be a wrong number.
 */
final class CostFormula {
  private static final Set<String> NO_CHANGE = Set.of("standard", "default", "auto", "normal", "on_demand", "global");

  private static final Set<String> HURRIED = Set.of("fast", "priority");

  private CostFormula() {}

  static Quote quote(UsageRecord usage, Match match, PriceEntry entry) {
    Tokens tokens = usage.tokens();
    Rates rates = entry.ratesFor(tokens.prompt(), usage.timestamp());
    PriceModifiers modifiers = PriceBook.modifiers(usage, match);
    if (modifiers.responseCacheHit()) {
      return new Quote(Usd.ZERO, match, entry, rates, BigDecimal.ZERO, null);
    }
    BigDecimal factor = factor(entry, modifiers);
    BigDecimal micros = rates.micros(tokens);
    BigDecimal searches = searches(entry, modifiers.webSearches());
    if (factor == null || micros == null || searches == null || !isCounted(usage, entry)) {
      String reason = reason(usage, entry, rates, factor);
      return new Quote(null, match, entry, rates, factor == null ? BigDecimal.ONE : factor, reason);
    }
    Usd cost = Usd.roundedToNanos(exact(micros, factor, searches));
    return cost.compareTo(Usd.MOST) <= 0
        ? new Quote(cost, match, entry, rates, factor, null)
        : new Quote(null, match, entry, rates, factor, "at its rates one call would cost more than " + Usd.MOST);
  }

  /** Nearly every call is billed at its plain rates and searched nothing: of that no further decimals are made. */
  private static BigDecimal exact(BigDecimal micros, BigDecimal factor, BigDecimal searches) {
    BigDecimal tokens = (factor.compareTo(BigDecimal.ONE) == 0 ? micros : micros.multiply(factor)).movePointLeft(6);
    return searches.signum() == 0 ? tokens : tokens.add(searches);
  }

  /** What a local model serves is free, however much it was. */
  private static boolean isCounted(UsageRecord usage, PriceEntry entry) {
    return !onlyTotalKnown(usage) && (entry.terms().local() || !isUntold(usage));
  }

  private static boolean isUntold(UsageRecord usage) {
    return usage.tokens().isZero() && usage.details().isUsageMissing();
  }

  private static boolean onlyTotalKnown(UsageRecord usage) {
    return usage.tokens().isZero() && usage.totalTokens() > 0;
  }

  private static @Nullable BigDecimal factor(PriceEntry entry, PriceModifiers modifiers) {
    BigDecimal factor = entry.terms().local() ? BigDecimal.ONE : known(entry, modifiers.tier());
    BigDecimal speed =
        entry.terms().local() || isOneWish(modifiers) ? BigDecimal.ONE : known(entry, modifiers.speed());
    if (factor == null || speed == null) {
      return null;
    }
    String region = modifiers.region();
    BigDecimal regional =
        region == null
            ? BigDecimal.ONE
            : entry.terms().factors().getOrDefault(region.toLowerCase(Locale.ROOT), BigDecimal.ONE);
    return factor.multiply(speed).multiply(regional);
  }

  /** A fast call in the priority tier is one wish under two names, not paid twice. */
  private static boolean isOneWish(PriceModifiers modifiers) {
    return "fast".equals(modifiers.speed())
        && modifiers.tier() != null
        && HURRIED.contains(modifiers.tier().toLowerCase(Locale.ROOT));
  }

  private static @Nullable BigDecimal known(PriceEntry entry, @Nullable String modifier) {
    if (modifier == null || NO_CHANGE.contains(modifier.toLowerCase(Locale.ROOT))) {
      return BigDecimal.ONE;
    }
    return entry.terms().factors().get(modifier.toLowerCase(Locale.ROOT));
  }

  private static @Nullable BigDecimal searches(PriceEntry entry, int count) {
    if (count == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal perThousand = entry.terms().webSearchPerThousand();
    return perThousand == null ? null : perThousand.multiply(BigDecimal.valueOf(count)).movePointLeft(3);
  }

  private static String reason(UsageRecord usage, PriceEntry entry, Rates rates, @Nullable BigDecimal factor) {
    if (onlyTotalKnown(usage)) {
      return "only the total of the tokens is known, not what they were";
    }
    if (isUntold(usage)) {
      return "the reply did not say what the call used";
    }
    String bucket = rates.missingFor(usage.tokens());
    if (bucket != null) {
      return "no " + bucket + " rate is known for " + entry.name().model();
    }
    PriceModifiers modifiers = usage.details().modifiers();
    return factor == null
        ? "no price is known for " + entry.name().model() + " at tier " + modifiers.tier() + ", speed "
            + modifiers.speed()
        : "no web search price is known for " + entry.name().model();
  }
}
