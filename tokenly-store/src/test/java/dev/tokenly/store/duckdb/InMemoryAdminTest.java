package dev.tokenly.store.duckdb;

import dev.tokenly.store.AdminStoreContract;
import dev.tokenly.store.Store;
import dev.tokenly.store.StoreOptions;

class InMemoryAdminTest extends AdminStoreContract {
  @Override
  protected Store open() {
    return new DuckDbStoreFactory().inMemory(StoreOptions.DEFAULT);
  }
}
