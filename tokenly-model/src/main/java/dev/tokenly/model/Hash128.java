package dev.tokenly.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The first 128 bits of a SHA-256: wide enough that two different calls never share one, half the room of the whole. */
public record Hash128(long high, long low) implements Comparable<Hash128> {
  private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** A digest between two uses: making one takes longer than hashing an id with it. */
  private static final AtomicReference<@Nullable MessageDigest> SPARE = new AtomicReference<>();

  /** Hash of the UTF-8 of a text. */
  public static Hash128 of(String text) {
    MessageDigest digest = spare();
    return take(digest, text);
  }

  /** Hash of the UTF-8 of two lines, the first of which is ended by a newline: {@code of(first + '\n' + second)}. */
  static Hash128 of(String first, String second) {
    MessageDigest digest = spare();
    digest.update(first.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) '\n');
    return take(digest, second);
  }

  private static MessageDigest spare() {
    MessageDigest spare = SPARE.getAndSet(null);
    return spare == null ? sha256() : spare;
  }

  private static Hash128 take(MessageDigest digest, String last) {
    Hash128 hash = prefixOf(digest.digest(last.getBytes(StandardCharsets.UTF_8)));
    SPARE.set(digest);
    return hash;
  }

  /** The first sixteen of a digest's bytes. */
  public static Hash128 prefixOf(byte[] digest) {
    return new Hash128((long) LONGS.get(digest, 0), (long) LONGS.get(digest, 8));
  }

  /** A fresh SHA-256, which every Java platform has. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256", e);
    }
  }

  /** 32 lower-case hexadecimal digits. */
  public String hex() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(high).concat(hex.toHexDigits(low));
  }

  /** Written out because maps of millions ask it: what the language makes of a record is slow until it is compiled twice. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Hash128 that && high == that.high && low == that.low;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(high);
  }

  /** Unsigned order, the order of the hexadecimal text. */
  @Override
  public int compareTo(Hash128 other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  @Override
  public String toString() {
    return hex();
  }
}
