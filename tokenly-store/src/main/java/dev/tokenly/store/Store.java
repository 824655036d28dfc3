package dev.tokenly.store;

import dev.tokenly.store.admin.AdminStore;
import dev.tokenly.store.usage.UsageStore;

/** An open store: the ledger and the administration behind it. Closing waits for running calls and makes all durable. */
public interface Store extends AutoCloseable {
  UsageStore usage();

  AdminStore admin();

  StoreRecovery recovery();

  @Override
  void close();
}
