package dev.tokenly.server.analytics;

import dev.tokenly.store.usage.UsageReader;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;

/** What answers are made from: the ledger, the host name of each client id, the time. */
public record Sources(UsageReader usage, Supplier<Map<String, String>> hostnamesById, InstantSource clock) {
  Map<String, String> hostnames() {
    return hostnamesById.get();
  }

  Instant now() {
    return clock.instant();
  }
}
