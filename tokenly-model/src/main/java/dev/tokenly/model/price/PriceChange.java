package dev.tokenly.model.price;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One price that a new layer would change: the entry that counts now, null where there is none, and the new one. */
public record PriceChange(@Nullable PriceEntry now, PriceEntry then) {

  /**
   * What a layer would change in a book, entries that cost the same left out. An entry is compared with what the book says
   * at the given moment, or, when it does not hold then, at its own first one (its last one when it has no first).
   */
  public static List<PriceChange> between(PriceBook book, PriceLayer layer, Instant moment) {
    List<PriceChange> changes = new ArrayList<>();
    for (PriceEntry entry : layer.entries()) {
      PriceEntry.Name name = entry.name();
      PriceEntry now = book.entry(name.provider(), name.model(), compared(entry.validity(), moment));
      if (now == null || !now.hasRatesOf(entry)) {
        changes.add(new PriceChange(now, entry));
      }
    }
    return changes;
  }

  private static Instant compared(PriceEntry.Validity validity, Instant moment) {
    Instant from = validity.from();
    Instant to = validity.to();
    if (validity.holdsAt(moment)) {
      return moment;
    }
    return from != null || to == null ? (from == null ? moment : from) : to.minusNanos(1);
  }
}
