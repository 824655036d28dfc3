package dev.tokenly.server.clients;

import dev.tokenly.server.admin.Kind;
import dev.tokenly.store.admin.DocumentKind;
import java.time.Instant;

/** A host name that may not register: since when, and by whom. */
record BlockedHost(String hostname, Instant blockedAt, String blockedBy) {
  static final Kind<BlockedHost> KIND = new Kind<>(DocumentKind.BLOCKED_HOSTS, BlockedHost.class);
}
