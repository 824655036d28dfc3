package dev.tokenly.store;

import dev.tokenly.store.admin.AdminStore;
import dev.tokenly.store.usage.UsageStore;
import org.jspecify.annotations.Nullable;

/** An open store: the ledger and the administration behind it. Closing waits for running calls and makes all durable. */
public interface Store extends AutoCloseable {
  UsageStore usage();

  AdminStore admin();

  StoreRecovery recovery();

  /** What was found damaged since opening and what to do about it, null while nothing is known to be. */
  @Nullable
  String damage();

  @Override
  void close();
}
