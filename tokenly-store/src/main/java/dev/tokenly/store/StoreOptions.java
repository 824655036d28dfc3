package dev.tokenly.store;

import java.time.Clock;

/** How a store is opened: megabytes the engine may use for queries, and the clock behind {@code ingestedAt}. */
public record StoreOptions(int memoryMegabytes, Clock clock) {
  /** One gigabyte, which 50 million records need at most, and the system's clock. */
  public static final StoreOptions DEFAULT = new StoreOptions(1024, Clock.systemUTC());
}
