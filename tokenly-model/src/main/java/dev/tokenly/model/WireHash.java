package dev.tokenly.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The {@code record_hash} of {@code protocol.md} §5: SHA-256 over {@code timestamp|service|model|…|environment} as they
 * were sent, absent parts empty. Any implementation that keeps the page computes the same. Not thread-safe.
 */
public final class WireHash {
  private final MessageDigest sha256 = Hash128.sha256();
  private final StringBuilder joined = new StringBuilder(256);

  /** The first 128 bits of the hash over the parts, joined by a bar. */
  public Hash128 of(@Nullable String... parts) {
    return Hash128.prefixOf(digest(parts));
  }

  /** The whole hash in 64 lower-case hexadecimal digits, as other implementations print it. */
  public String hexOf(@Nullable String... parts) {
    return HexFormat.of().formatHex(digest(parts));
  }

  private byte[] digest(@Nullable String... parts) {
    joined.setLength(0);
    for (int at = 0; at < parts.length; at++) {
      if (at > 0) {
        joined.append('|');
      }
      String part = parts[at];
      if (part != null) {
        joined.append(part);
      }
    }
    return sha256.digest(joined.toString().getBytes(StandardCharsets.UTF_8));
  }
}
