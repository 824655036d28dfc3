package dev.tokenly.store.duckdb;

import dev.tokenly.store.AdminStoreContract;
import dev.tokenly.store.Store;
import dev.tokenly.store.StoreOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileAdminTest extends AdminStoreContract {
  @TempDir private Path folder;

  @Override
  protected Store open() {
    return new DuckDbStoreFactory().open(folder, StoreOptions.DEFAULT);
  }
}
