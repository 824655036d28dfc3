package dev.tokenly.server.clients;

import dev.tokenly.server.admin.Kind;
import dev.tokenly.store.admin.DocumentKind;
import java.time.Instant;
import java.util.Map;

/** What one client is told differently: a partial config (empty once it was taken back), when it was set and by whom. */
record ConfigOverride(Map<String, Object> config, Instant createdAt, Instant updatedAt, String updatedBy) {
  static final Kind<ConfigOverride> KIND = new Kind<>(DocumentKind.CLIENT_OVERRIDES, ConfigOverride.class);

  boolean saysSomething() {
    return !config.isEmpty();
  }
}
