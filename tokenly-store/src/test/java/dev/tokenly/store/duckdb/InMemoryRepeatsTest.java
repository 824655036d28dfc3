package dev.tokenly.store.duckdb;

import dev.tokenly.store.FileRepeatsContract;
import dev.tokenly.store.Store;
import dev.tokenly.store.StoreOptions;

class InMemoryRepeatsTest extends FileRepeatsContract {
  @Override
  protected Store open() {
    return new DuckDbStoreFactory().inMemory(StoreOptions.DEFAULT);
  }
}
