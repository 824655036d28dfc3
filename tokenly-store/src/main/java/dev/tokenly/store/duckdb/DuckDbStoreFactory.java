package dev.tokenly.store.duckdb;

import dev.tokenly.store.Store;
import dev.tokenly.store.StoreFactory;
import dev.tokenly.store.StoreOptions;
import dev.tokenly.store.StoreRecovery;
import dev.tokenly.store.StoreRefusedException;
import dev.tokenly.store.duckdb.engine.DatabaseFile;
import dev.tokenly.store.usage.StorageUnavailableException;
import java.nio.file.Path;

/** Stores in one DuckDB file, the default engine. */
public final class DuckDbStoreFactory implements StoreFactory {
  @Override
  public Store open(Path folder, StoreOptions options) {
    DatabaseFile.Opened opened = DatabaseFile.open(folder, options);
    try {
      return new DuckDbStore(opened.database(), opened.recovery(), options.clock());
    } catch (StorageUnavailableException e) {
      throw unreadable(folder, opened, e);
    }
  }

  /** A file that opens but cannot be read is not served from. */
  private static StoreRefusedException unreadable(
      Path folder, DatabaseFile.Opened opened, StorageUnavailableException cause) {
    String damage = opened.database().damage();
    StoreRefusedException refused =
        new StoreRefusedException(
            damage == null ? "the database in " + folder + " cannot be read: " + cause.getMessage() : damage, cause);
    try {
      opened.database().close();
    } catch (RuntimeException e) {
      refused.addSuppressed(e);
    }
    return refused;
  }

  @Override
  public Store inMemory(StoreOptions options) {
    return new DuckDbStore(DatabaseFile.inMemory(options), StoreRecovery.NONE, options.clock());
  }
}
