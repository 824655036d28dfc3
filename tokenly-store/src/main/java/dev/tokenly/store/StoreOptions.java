package dev.tokenly.store;

import java.time.Clock;

/** How a store is opened: megabytes the engine may use for queries, and the clock behind {@code ingestedAt}. */
public record StoreOptions(int memoryMegabytes, Clock clock) {
  /** Little, since the system's own cache holds the file and large sorts go to disk; the system's clock. */
  public static final StoreOptions DEFAULT = new StoreOptions(112, Clock.systemUTC());
}
