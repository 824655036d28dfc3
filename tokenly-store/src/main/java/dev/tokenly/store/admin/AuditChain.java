package dev.tokenly.store.admin;

import dev.tokenly.model.Hash128;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * How audit entries are chained: each hash is the SHA-256 over the hash before it, the entry's number and all its parts,
 * each with its length, so that no part can be moved into another. The same in every engine. Not thread-safe.
 */
public final class AuditChain {
  /** The hash before the first entry. */
  public static final String START = "0".repeat(64);

  private final long removedUpTo;
  private long last;
  private String hash;
  private long checked;
  private @Nullable Long brokenAt;

  /** A check that begins after the entry of that number and hash (0 and {@link #START} for the whole chain). */
  public AuditChain(long after, String hash) {
    this.removedUpTo = after;
    this.last = after;
    this.hash = hash;
  }

  /** The hash of an entry that follows the one with {@code previous}. */
  public static String hash(String previous, long id, AuditEntry entry) {
    MessageDigest sha256 = Hash128.sha256();
    put(sha256, previous);
    put(sha256, Long.toString(id));
    put(sha256, entry.timestamp().toString());
    put(sha256, entry.userId());
    put(sha256, entry.action());
    put(sha256, entry.resource());
    put(sha256, entry.resourceId());
    put(sha256, entry.details());
    put(sha256, entry.origin().ipAddress());
    put(sha256, entry.origin().userAgent());
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static void put(MessageDigest digest, @Nullable String part) {
    byte[] bytes = part == null ? new byte[0] : part.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part == null ? -1 : bytes.length).array());
    digest.update(bytes);
  }

  /** Takes the next entry in order. */
  public void follow(ChainedEntry chained) {
    boolean fits = chained.id() == last + 1 && chained.hash().equals(hash(hash, chained.id(), chained.entry()));
    if (!fits && brokenAt == null) {
      brokenAt = chained.id();
    }
    last = chained.id();
    hash = chained.hash();
    checked++;
  }

  public ChainCheck check() {
    return new ChainCheck(checked, brokenAt, removedUpTo);
  }
}
