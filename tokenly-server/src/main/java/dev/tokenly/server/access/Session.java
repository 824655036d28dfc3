package dev.tokenly.server.access;

import dev.tokenly.server.admin.Kind;
import dev.tokenly.store.admin.DocumentKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A login that lives on through refresh tokens: whose it is, from where it came, and until when it lasts. */
record Session(String id, String username, Device device, Instant createdAt, Instant lastUsedAt, Instant expiresAt) {
  static final Kind<Session> KIND = new Kind<>(DocumentKind.SESSIONS, Session.class);

  /** The address and user agent last seen. */
  record Device(@Nullable String ipAddress, @Nullable String userAgent) {}

  boolean isAlive(Instant now) {
    return now.isBefore(expiresAt);
  }

  Session used(Device from, Instant now, Instant newExpiry) {
    return new Session(id, username, from, createdAt, now, newExpiry);
  }
}
