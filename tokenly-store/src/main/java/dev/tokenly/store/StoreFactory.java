package dev.tokenly.store;

import java.nio.file.Path;

/** Opens the stores of one engine. */
public interface StoreFactory {
  /**
   * Opens the store in that folder, making it when it is new and migrating it when it is older. Throws
   * {@link StoreRefusedException} when it must not be opened: written by a newer Tokenly, held by another process, or
   * damaged beyond what moving the write-ahead log aside can mend.
   */
  Store open(Path folder, StoreOptions options);

  /** A store in memory that is gone when closed. */
  Store inMemory(StoreOptions options);
}
