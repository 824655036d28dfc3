package dev.tokenly.store.duckdb;

import dev.tokenly.store.Store;
import dev.tokenly.store.StoreFactory;
import dev.tokenly.store.StoreOptions;
import dev.tokenly.store.StoreRecovery;
import dev.tokenly.store.duckdb.engine.DatabaseFile;
import java.nio.file.Path;

/** Stores in one DuckDB file, the default engine. */
public final class DuckDbStoreFactory implements StoreFactory {
  @Override
  public Store open(Path folder, StoreOptions options) {
    DatabaseFile.Opened opened = DatabaseFile.open(folder, options);
    return new DuckDbStore(opened.database(), opened.recovery(), options.clock());
  }

  @Override
  public Store inMemory(StoreOptions options) {
    return new DuckDbStore(DatabaseFile.inMemory(options), StoreRecovery.NONE, options.clock());
  }
}
