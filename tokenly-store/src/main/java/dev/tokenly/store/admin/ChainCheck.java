package dev.tokenly.store.admin;

import org.jspecify.annotations.Nullable;

/**
 * Whether the audit chain holds: entries checked, the number of the first that does not fit (null when all do), and the
 * number after which older entries were removed by retention (0 when none were).
 */
public record ChainCheck(long checked, @Nullable Long brokenAt, long removedUpTo) {
  public boolean holds() {
    return brokenAt == null;
  }
}
