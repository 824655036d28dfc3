package dev.tokenly.agent.worker.ship;

import dev.tokenly.model.Hash128;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** Native lines as the first bytes of a buffer, which may be larger and be used again when the lines are where they belong. */
public final class Lines {
  private final byte[] buffer;
  private final int length;

  public Lines(byte[] buffer, int length) {
    this.buffer = buffer;
    this.length = length;
  }

  /** Lines that fill their array. */
  public static Lines of(byte[] bytes) {
    return new Lines(bytes, bytes.length);
  }

  public int length() {
    return length;
  }

  byte[] buffer() {
    return buffer;
  }

  /** SHA-256 in hex, as an upload's {@code file_hash}. */
  String sha256() {
    MessageDigest digest = Hash128.sha256();
    digest.update(buffer, 0, length);
    return HexFormat.of().formatHex(digest.digest());
  }

  ByteBuffer bytes() {
    return ByteBuffer.wrap(buffer, 0, length);
  }

  public void writeTo(OutputStream out) throws IOException {
    out.write(buffer, 0, length);
  }

  /** A copy of their bytes. */
  public byte[] toBytes() {
    return Arrays.copyOf(buffer, length);
  }

  Lines part(int from, int to) {
    return of(Arrays.copyOfRange(buffer, from, to));
  }

  long count() {
    long count = 0;
    for (int at = 0; at < length; at++) {
      count += buffer[at] == '\n' ? 1 : 0;
    }
    return count;
  }

  /** The place behind the newline nearest to the middle, so that both parts hold whole lines. */
  int middle() {
    int at = length / 2;
    while (at < length && buffer[at - 1] != '\n') {
      at++;
    }
    if (at < length) {
      return at;
    }
    at = length / 2;
    while (buffer[at - 1] != '\n') {
      at--;
    }
    return at;
  }

  @Override
  public String toString() {
    return new String(buffer, 0, length, StandardCharsets.UTF_8);
  }
}
