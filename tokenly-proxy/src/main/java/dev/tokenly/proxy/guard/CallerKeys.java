package dev.tokenly.proxy.guard;

import dev.tokenly.model.Hash128;
import dev.tokenly.proxy.settings.CallerKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys callers may present; compared as hashes and in constant time, never kept or shown themselves. */
public final class CallerKeys {
  /** What every key begins with. */
  public static final String PREFIX = "tkx_";

  private final List<CallerKey> known;

  public CallerKeys(List<CallerKey> keys) {
    this.known = List.copyOf(keys);
  }

  /** The key a caller presented, or null when it is none of ours. */
  public @Nullable CallerKey find(String presented) {
    byte[] hash = sha256(presented).getBytes(StandardCharsets.US_ASCII);
    CallerKey found = null;
    for (CallerKey candidate : known) {
      if (MessageDigest.isEqual(candidate.sha256().getBytes(StandardCharsets.US_ASCII), hash)) {
        found = candidate;
      }
    }
    return found;
  }

  /** A new random key of 256 bits. */
  public static String create(SecureRandom random) {
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }

  /** What the settings keep of a key. */
  public static String sha256(String key) {
    return HexFormat.of().formatHex(Hash128.sha256().digest(key.getBytes(StandardCharsets.UTF_8)));
  }
}
