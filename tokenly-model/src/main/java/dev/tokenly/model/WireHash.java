package dev.tokenly.model;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The {@code record_hash} of {@code protocol.md} §5: SHA-256 over {@code timestamp|service|model|…|environment} as they
 * were sent, absent parts empty. Any implementation that keeps the page computes the same. Not thread-safe.
 */
public final class WireHash {
  private static final int HASH = 32;
  private static final int LONGEST_COUNT = 19;

  private final MessageDigest sha256 = Hash128.sha256();
  private final byte[] hash = new byte[HASH];
  private byte[] joined = new byte[512];
  private int length;

  /** The first 128 bits of the hash over the parts, joined by a bar. */
  public Hash128 of(@Nullable String... parts) {
    return Hash128.prefixOf(digest(parts));
  }

  /** The whole hash in 64 lower-case hexadecimal digits, as other implementations print it. */
  public String hexOf(@Nullable String... parts) {
    return HexFormat.of().formatHex(digest(parts));
  }

  private byte[] digest(@Nullable String... parts) {
    begin();
    for (String part : parts) {
      add(part);
    }
    return digest();
  }

  /** Forgets the parts of the hash before: the next ones are given one by one. */
  void begin() {
    length = 0;
  }

  /** The next part. */
  void add(@Nullable String part) {
    if (part != null) {
      join(part);
    }
    join("|");
  }

  /** The next part, a count in its digits. */
  void add(long count) {
    makeRoom(LONGEST_COUNT);
    int start = length;
    long left = count;
    do {
      joined[length++] = (byte) ('0' + left % 10);
      left /= 10;
    } while (left > 0);
    for (int low = start, high = length - 1; low < high; low++, high--) {
      byte digit = joined[low];
      joined[low] = joined[high];
      joined[high] = digit;
    }
    join("|");
  }

  /** The first 128 bits of the hash over the parts given since {@link #begin}. */
  Hash128 end() {
    return Hash128.prefixOf(digest());
  }

  private byte[] digest() {
    sha256.update(joined, 0, Math.max(0, length - 1)); // Without the last bar.
    try {
      sha256.digest(hash, 0, HASH);
    } catch (DigestException e) {
      throw new IllegalStateException("a SHA-256 of more than 32 bytes", e);
    }
    return hash;
  }

  /** Nearly every part is ASCII, whose bytes need no encoder. */
  private void join(String part) {
    makeRoom(part.length());
    int start = length;
    for (int at = 0; at < part.length(); at++) {
      char c = part.charAt(at);
      if (c >= 0x80) {
        length = start;
        joinEncoded(part.getBytes(StandardCharsets.UTF_8));
        return;
      }
      joined[length++] = (byte) c;
    }
  }

  private void joinEncoded(byte[] utf8) {
    makeRoom(utf8.length);
    System.arraycopy(utf8, 0, joined, length, utf8.length);
    length += utf8.length;
  }

  private void makeRoom(int more) {
    if (length + more > joined.length) {
      joined = Arrays.copyOf(joined, Math.max(joined.length * 2, length + more));
    }
  }
}
