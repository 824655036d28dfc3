package dev.tokenly.model.price;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One price that a new layer would change: what a model costs now and what it would cost; null where there is none. */
public record PriceChange(String provider, String model, @Nullable Rates now, Rates then) {

  /** What a layer would change in a book at a moment, models that cost the same left out. */
  public static List<PriceChange> between(PriceBook book, PriceLayer layer, Instant moment) {
    List<PriceChange> changes = new ArrayList<>();
    for (PriceEntry entry : layer.entries()) {
      if (!entry.validity().holdsAt(moment)) {
        continue;
      }
      Rates now = ratesNow(book, entry, moment);
      if (!sameRates(now, entry.base())) {
        changes.add(new PriceChange(entry.name().provider(), entry.name().model(), now, entry.base()));
      }
    }
    return changes;
  }

  private static @Nullable Rates ratesNow(PriceBook book, PriceEntry entry, Instant moment) {
    for (Match match : book.matches(entry.name().provider(), entry.name().model())) {
      PriceEntry known = PriceBook.validAt(match, moment);
      if (known != null) {
        return known.base();
      }
    }
    return null;
  }

  private static boolean sameRates(@Nullable Rates one, Rates other) {
    return one != null && one.plain().equals(other.plain());
  }
}
