package dev.tokenly.store.admin;

import java.time.Instant;
import java.util.function.Consumer;

/** The append-only, hash-chained record of what was done. */
public interface Audit {
  /** Adds an entry to the end of the chain. */
  ChainedEntry append(AuditEntry entry);

  AuditPage list(AuditQuery query);

  /** Every entry from the oldest kept, in order. */
  void forEach(Consumer<ChainedEntry> sink);

  /** Recomputes every hash. */
  ChainCheck verify();

  /** Removes entries before that moment, keeping the last removed hash so that the rest stays provable. */
  long removeBefore(Instant moment);
}
