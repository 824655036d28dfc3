package dev.tokenly.store.duckdb;

import dev.tokenly.store.Store;
import dev.tokenly.store.StoreOptions;
import dev.tokenly.store.UsageOverviewContract;

class InMemoryOverviewTest extends UsageOverviewContract {
  @Override
  protected Store open() {
    return new DuckDbStoreFactory().inMemory(StoreOptions.DEFAULT);
  }
}
