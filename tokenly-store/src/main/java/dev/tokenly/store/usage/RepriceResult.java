package dev.tokenly.store.usage;

import dev.tokenly.model.Usd;
import java.time.YearMonth;
import java.util.List;

/** What repricing changed, or would change, per model and month. */
public record RepriceResult(long examined, long changed, List<Move> moves) {

  /** The cost of a model's changed records in a month (UTC), before and after; {@code newlyPriced} had none before. */
  public record Move(String service, String model, YearMonth month, long records, long newlyPriced, Usd before,
      Usd after) {}
}
