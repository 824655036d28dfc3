package dev.tokenly.agent.worker.keep;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** A cursor in a third of the memory, for a machine has a hundred thousand of them; its id is the key it is kept under. */
final class PackedCursor {
  private final byte[] bytes;

  private PackedCursor(byte[] bytes) {
    this.bytes = bytes;
  }

  static PackedCursor of(Cursor cursor) {
    Instant modified = cursor.modified();
    ByteArrayOutputStream packed = new ByteArrayOutputStream(160);
    try (DataOutputStream out = new DataOutputStream(packed)) {
      out.writeLong(cursor.offset());
      out.writeLong(modified.getEpochSecond());
      out.writeInt(modified.getNano());
      out.writeLong(cursor.counts().lines());
      out.writeLong(cursor.counts().records());
      out.writeLong(cursor.counts().bad());
      write(out, cursor.path());
      write(out, cursor.format());
      write(out, cursor.memory());
      write(out, cursor.prints().head());
      write(out, cursor.prints().tail());
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return new PackedCursor(packed.toByteArray());
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  private static void write(DataOutputStream out, Fingerprint print) throws IOException {
    out.writeShort(print.length());
    write(out, print.hash());
  }

  /** See {@link Cursor#isAt}. */
  boolean isAt(long size, Instant lastWritten) {
    ByteBuffer packed = ByteBuffer.wrap(bytes);
    return packed.getLong() == size
        && packed.getLong() == lastWritten.getEpochSecond()
        && packed.getInt() == lastWritten.getNano();
  }

  Cursor cursor(String id) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      long offset = in.readLong();
      Instant modified = Instant.ofEpochSecond(in.readLong(), in.readInt());
      LineCounts counts = new LineCounts(in.readLong(), in.readLong(), in.readLong());
      String path = text(in);
      String format = text(in);
      String memory = text(in);
      return new Cursor(id, path, format, offset, memory, new Cursor.Prints(print(in), print(in)), counts, modified);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }

  private static Fingerprint print(DataInputStream in) throws IOException {
    return new Fingerprint(in.readShort(), text(in));
  }
}
