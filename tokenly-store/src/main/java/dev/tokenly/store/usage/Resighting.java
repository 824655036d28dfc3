package dev.tokenly.store.usage;

import dev.tokenly.model.Merge;
import dev.tokenly.model.UsageRecord;
import dev.tokenly.model.price.Pricer;
import java.util.Objects;

/** The record after a further sighting of its call ({@link Merge}), and what the sighting did to it. */
public record Resighting(StoredRecord stored, Effect effect) {

  /** What a sighting did to the record that was there. */
  public enum Effect {
    /** It said nothing new. */
    NONE,
    /** It only added who saw the call, or a detail that was missing. */
    COMPLETED,
    /** It changed what is counted. */
    REPLACED
  }

  /** Adds a sighting to the record that is there; the pricer is asked when the numbers are neither one's own. */
  public static Resighting of(StoredRecord there, StoredRecord seen, Pricer pricer) {
    Merge.Merged merged = Merge.of(sighting(there), sighting(seen));
    UsageRecord usage = merged.sighting().usage();
    int seenBy = merged.sighting().seenBy();
    if (usage.equals(there.usage()) && seenBy == there.provenance().seenBy()) {
      return new Resighting(there, Effect.NONE);
    }
    StoredRecord winner = merged.firstCounts() ? there : seen;
    StoredRecord.Provenance from = winner.provenance();
    StoredRecord.Provenance provenance = new StoredRecord.Provenance(from.clientId(), from.fileId(), seenBy,
        there.provenance().revision() + 1, seen.provenance().ingestedAt());
    boolean counted = countsDiffer(usage, there.usage())
        || !from.clientId().equals(there.provenance().clientId());
    StoredRecord stored = new StoredRecord(usage,
        usage.equals(winner.usage()) ? winner.pricing() : pricer.price(usage), provenance);
    return new Resighting(stored, counted ? Effect.REPLACED : Effect.COMPLETED);
  }

  private static Merge.Sighting sighting(StoredRecord record) {
    return new Merge.Sighting(record.usage(), record.provenance().seenBy());
  }

  private static boolean countsDiffer(UsageRecord a, UsageRecord b) {
    return !a.timestamp().equals(b.timestamp()) || !a.model().equals(b.model()) || !a.tokens().equals(b.tokens())
        || a.totalTokens() != b.totalTokens() || !a.attribution().equals(b.attribution())
        || !Objects.equals(a.reportedCost(), b.reportedCost());
  }
}
