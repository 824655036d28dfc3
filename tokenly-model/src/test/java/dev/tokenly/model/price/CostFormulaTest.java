package dev.tokenly.model.price;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tokenly.model.Attribution;
import dev.tokenly.model.CallDetails;
import dev.tokenly.model.Hash128;
import dev.tokenly.model.PriceModifiers;
import dev.tokenly.model.RecordId;
import dev.tokenly.model.Tokens;
import dev.tokenly.model.UsageRecord;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever the formula leaves out of plain calls, a price is what arithmetic without shortcuts makes it. */
class CostFormulaTest {
  private static final int CALLS = 20_000;

  private final Random random = new Random(20261127);

  @Test
  void a_price_is_buckets_times_rates_times_factor_and_searches_rounded_once() {
    for (int call = 0; call < CALLS; call++) {
      Rates rates =
          new Rates(decimal(), decimal(), decimal(), decimal(), decimal(), random.nextBoolean() ? decimal() : null);
      BigDecimal factor = random.nextBoolean() ? BigDecimal.ONE : decimal();
      BigDecimal perThousand = decimal();
      UsageRecord usage = usage(new PriceModifiers("batch", null, null, random.nextInt(3), false, false));
      PriceEntry entry = new PriceEntry(new PriceEntry.Name("anthropic", "m", List.of()), PriceEntry.Validity.ALWAYS,
          rates, new PriceEntry.Terms(List.of(), List.of(), Map.of("batch", factor), perThousand, false), "test");
      PriceBook book = new PriceBook(List.of(new PriceLayer("test", "1", List.of(entry))), PricingMode.PRICED);
      BigDecimal searches =
          perThousand.multiply(BigDecimal.valueOf(usage.details().modifiers().webSearches())).movePointLeft(3);
      BigDecimal exact = micros(usage.tokens(), rates).multiply(factor).movePointLeft(6).add(searches);
      assertEquals(exact.setScale(9, RoundingMode.HALF_EVEN), amount(book.price(usage)), usage + " at " + rates);
    }
  }

  private static @Nullable BigDecimal amount(Pricing pricing) {
    return pricing.cost() == null ? null : pricing.cost().amount();
  }

  private static BigDecimal micros(Tokens tokens, Rates rates) {
    BigDecimal reasoning = rates.reasoning();
    long plain = reasoning == null ? tokens.output() : Math.max(0, tokens.output() - tokens.reasoning());
    BigDecimal sum = times(rates.input(), tokens.input()).add(times(rates.output(), plain))
        .add(times(rates.cacheRead(), tokens.cacheRead()))
        .add(times(rates.cacheWrite5m(), tokens.cacheWrite5m() + tokens.cacheWriteOther()))
        .add(times(rates.cacheWrite1h(), tokens.cacheWrite1h()));
    return reasoning == null ? sum : sum.add(times(reasoning, tokens.reasoning()));
  }

  private static BigDecimal times(@Nullable BigDecimal rate, long tokens) {
    return rate == null ? BigDecimal.ZERO : rate.multiply(BigDecimal.valueOf(tokens));
  }

  /** Zero, a whole number, or one of four to eight decimals; small enough that no call costs more than one may. */
  private BigDecimal decimal() {
    return switch (random.nextInt(4)) {
      case 0 -> BigDecimal.ZERO;
      case 1 -> BigDecimal.valueOf(random.nextInt(100));
      default -> BigDecimal.valueOf(random.nextInt(1_000_000), 4 + random.nextInt(5));
    };
  }

  private long count() {
    return random.nextInt(3) == 0 ? 0 : random.nextInt(200_000);
  }

  private UsageRecord usage(PriceModifiers modifiers) {
    Tokens tokens = new Tokens(1 + count(), count(), count(), count(), count(), count(), count());
    Hash128 hash = Hash128.of("call");
    return new UsageRecord(new UsageRecord.Origin(new RecordId(hash, null, hash, false),
        Instant.parse("2026-11-20T10:00:00Z"), "native"), new UsageRecord.ModelUsed("anthropic", "m"), tokens,
        tokens.total(), new Attribution(null, null, null, null, null, null, null),
        new CallDetails(null, null, null, null, null, modifiers, null), null);
  }
}
