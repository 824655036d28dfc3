package dev.tokenly.agent.worker.keep;

import dev.tokenly.model.Hash128;
import java.security.MessageDigest;

/** A hash of some bytes of a file, with how many they were: enough to see that they are not the same any more. */
public record Fingerprint(int length, String hash) {
  /** How many bytes a fingerprint covers at most. */
  public static final int MAX_LENGTH = 1024;

  public static final Fingerprint NONE = new Fingerprint(0, "");

  /** The fingerprint of {@code bytes[from, to)}. */
  public static Fingerprint of(byte[] bytes, int from, int to) {
    if (from == to) {
      return NONE;
    }
    MessageDigest digest = Hash128.sha256();
    digest.update(bytes, from, to - from);
    return new Fingerprint(to - from, Hash128.prefixOf(digest.digest()).hex());
  }

  /** True when the first {@link #length} of these bytes are the ones this was taken of. */
  public boolean matches(byte[] bytes, int available) {
    return length <= available && of(bytes, 0, length).equals(this);
  }
}
