package dev.tokenly.server.clients;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A client's key as the server knows it: the SHA-256 only, shown as the fingerprint people compare. */
final class ClientKey {
  /** Kept in place of a hash after a key was reset: the next key seen is pinned. */
  static final String AWAITED = "awaited";

  private static final String PREFIX = "tka_";
  private static final int MIN_LENGTH = 36;
  private static final int MAX_LENGTH = 128;
  private static final int GROUPS = 8;

  private ClientKey() {}

  /** The hash of whatever credential a request carries; empty when it carries none. */
  static Optional<String> hash(Optional<String> bearer) {
    return bearer.map(ClientKey::sha256);
  }

  /** Whether the credential has the form of a machine's key, so that no person's token is ever pinned as one. */
  static boolean isKey(String bearer) {
    return bearer.startsWith(PREFIX) && bearer.length() >= MIN_LENGTH && bearer.length() <= MAX_LENGTH;
  }

  private static String sha256(String key) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** {@code SHA256:ab12 cd34 …}, the first 8 groups of the hash; null for a client without a key. */
  static @Nullable String fingerprint(@Nullable String hash) {
    if (hash == null || hash.equals(AWAITED)) {
      return null;
    }
    StringBuilder text = new StringBuilder("SHA256:");
    for (int group = 0; group < GROUPS; group++) {
      text.append(group == 0 ? "" : " ").append(hash, group * 4, group * 4 + 4);
    }
    return text.toString();
  }

  /** Whether a fingerprint as a person types it (spaces and case do not matter) is that of the hash. */
  static boolean isFingerprintOf(String typed, @Nullable String hash) {
    String shown = fingerprint(hash);
    return shown != null && bare(typed).equals(bare(shown));
  }

  private static String bare(String fingerprint) {
    return fingerprint.replaceAll("(?i)^sha256:|[\\s:]", "").toLowerCase(Locale.ROOT);
  }

  /** Whether the presented hash is the pinned one. */
  static boolean matches(@Nullable String pinned, Optional<String> presented) {
    if (pinned == null || pinned.equals(AWAITED)) {
      return presented.isEmpty();
    }
    return presented.isPresent()
        && MessageDigest.isEqual(
            pinned.getBytes(StandardCharsets.US_ASCII), presented.get().getBytes(StandardCharsets.US_ASCII));
  }
}
