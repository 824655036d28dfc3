package dev.tokenly.store.usage;

import dev.tokenly.model.UsageRecord;
import dev.tokenly.model.price.Pricing;
import java.time.Instant;

/**
 * A record as the ledger keeps it. {@code clientId} is the machine that sent the sighting that counts, {@code seenBy}
 * the union of {@link dev.tokenly.model.Observer#bit() observer bits} of every sighting, {@code revision} how often a
 * later sighting changed the row (0 = never), {@code fileId} the raw file it came from, {@code ingestedAt} the time of
 * the transaction that wrote it.
 */
public record StoredRecord(UsageRecord usage, Pricing pricing, Provenance provenance) {

  /** Where a stored record came from. */
  public record Provenance(String clientId, String fileId, int seenBy, int revision, Instant ingestedAt) {}
}
