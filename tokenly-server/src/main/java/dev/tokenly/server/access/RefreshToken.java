package dev.tokenly.server.access;

import dev.tokenly.server.admin.Kind;
import dev.tokenly.store.admin.DocumentKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A refresh token by its hash: the session it renews, until when, and when and from where it was spent. */
record RefreshToken(String sessionId, Instant expiresAt, @Nullable Instant spentAt, @Nullable String spentFrom) {
  static final Kind<RefreshToken> KIND = new Kind<>(DocumentKind.REFRESH_TOKENS, RefreshToken.class);

  RefreshToken spent(Instant now, @Nullable String address) {
    return new RefreshToken(sessionId, expiresAt, now, address);
  }
}
