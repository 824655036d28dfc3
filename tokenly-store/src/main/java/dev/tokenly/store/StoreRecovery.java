package dev.tokenly.store;

import java.nio.file.Path;
import java.util.List;

/**
 * What opening had to repair. When {@code journalNeeded}, commits since the last checkpoint are gone from the store and
 * the caller must hand every journal entry it still has to {@code append} again (known files change nothing).
 */
public record StoreRecovery(boolean journalNeeded, List<Path> quarantined, List<String> messages) {
  /** Nothing had to be repaired. */
  public static final StoreRecovery NONE = new StoreRecovery(false, List.of(), List.of());
}
