package dev.tokenly.agent.worker.ship;

import dev.tokenly.model.Hash128;
import dev.tokenly.model.NativeWriter;
import dev.tokenly.model.UsageRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;

/** Native lines being collected for one upload. */
public final class Payload {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);
  private final NativeWriter writer;
  private long lines;

  public Payload() {
    try {
      writer = new NativeWriter(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
  }

  /** Adds a record. */
  public void add(UsageRecord usage) {
    try {
      writer.write(usage);
      lines++;
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
  }

  public long size() {
    return bytes.size();
  }

  public long lines() {
    return lines;
  }

  /** The lines collected so far. */
  public byte[] toBytes() {
    try {
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  /** SHA-256 in hex, as an upload's {@code file_hash}. */
  static String sha256(byte[] content) {
    return HexFormat.of().formatHex(Hash128.sha256().digest(content));
  }
}
