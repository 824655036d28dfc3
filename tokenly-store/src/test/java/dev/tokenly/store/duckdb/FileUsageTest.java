package dev.tokenly.store.duckdb;

import dev.tokenly.store.Store;
import dev.tokenly.store.StoreOptions;
import dev.tokenly.store.UsageStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileUsageTest extends UsageStoreContract {
  @TempDir private Path folder;

  @Override
  protected Store open() {
    return new DuckDbStoreFactory().open(folder, StoreOptions.DEFAULT);
  }
}
