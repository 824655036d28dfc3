package dev.tokenly.store.admin;

import java.time.Instant;
import java.util.function.Consumer;

/** The append-only, hash-chained record of what was done. */
public interface Audit {
  /** Adds an entry to the end of the chain. */
  ChainedEntry append(AuditEntry entry);

  /** Throws {@link IllegalArgumentException} when what is looked for is no expression. */
  AuditPage list(AuditQuery query);

  /** Recomputes every hash; each entry kept is also given to {@code seen}, in order. */
  ChainCheck verify(Consumer<ChainedEntry> seen);

  /** Recomputes every hash. */
  default ChainCheck verify() {
    return verify(entry -> {});
  }

  /** Removes entries before that moment, keeping the last removed hash so that the rest stays provable. */
  long removeBefore(Instant moment);
}
