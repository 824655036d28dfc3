package dev.tokenly.proxy.settings;

import org.jspecify.annotations.Nullable;

/**
 * A key ({@code tkx_…}) a caller may present: only its SHA-256 (64 hex digits) is kept. Calls made with it are recorded
 * under {@code user}.
 */
public record CallerKey(String user, String sha256, @Nullable Budget budget) {
  public CallerKey {
    if (user.isBlank()) {
      throw new IllegalArgumentException("a key needs the name of its user");
    }
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("the key of " + user + " needs sha256 as 64 lower-case hex digits");
    }
  }
}
