package dev.tokenly.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What proves who we are: a short-lived access token and the refresh token that renews it, or a personal token alone. */
public record Login(String accessToken, @Nullable Instant expiresAt, @Nullable String refreshToken) {

  /** A personal access token, valid until it is revoked. */
  public static Login personal(String token) {
    return new Login(token, null, null);
  }

  /** Whether the access token is past its time, or about to be, at a moment. */
  public boolean isStale(Instant now) {
    return expiresAt != null && !now.plusSeconds(15).isBefore(expiresAt);
  }

  /** Never shows a token. */
  @Override
  public String toString() {
    return "Login[expires " + expiresAt + "]";
  }
}
