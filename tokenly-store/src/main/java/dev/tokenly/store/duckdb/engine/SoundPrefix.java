package dev.tokenly.store.duckdb.engine;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * How many bytes of a write-ahead log are whole entries. The format is DuckDB's version 2 ({@code src/storage/
 * write_ahead_log.cpp}, {@code wal_replay.cpp}, {@code src/common/checksum.cpp}): a version entry without a checksum, then
 * for each entry its size, its checksum (both 64 bits, little endian) and its bytes.
 */
final class SoundPrefix {
  /** Field 100, the kind: 98, a version; field 101, the version: 2. */
  private static final byte[] VERSION_2 = {100, 0, 98, 101, 0, 2};
  private static final int DATABASE = 102;
  private static final int CHECKPOINT = 103;
  private static final int END = 0xffff;
  private static final int BUFFER = 1 << 16;

  private final InputStream log;
  private final long size;
  private long at;

  private SoundPrefix(InputStream log, long size) {
    this.log = log;
    this.size = size;
  }

  /** The end of the last whole entry; nothing when the log begins in a way that is not known. */
  static OptionalLong of(Path log) throws IOException {
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(log), BUFFER)) {
      return new SoundPrefix(bytes, Files.size(log)).length();
    }
  }

  private OptionalLong length() throws IOException {
    try {
      if (!versionIsKnown()) {
        return OptionalLong.empty();
      }
    } catch (EOFException e) {
      return OptionalLong.empty();
    }
    long sound = at;
    while (size - at >= 2 * Long.BYTES && entryIsWhole()) {
      sound = at;
    }
    return OptionalLong.of(sound);
  }

  private boolean versionIsKnown() throws IOException {
    if (!Arrays.equals(VERSION_2, read(VERSION_2.length))) {
      return false;
    }
    int field = field();
    if (field == DATABASE) {
      for (long left = number(); left > 0; left--) {
        number();
      }
      field = field();
    }
    if (field == CHECKPOINT) {
      number();
      field = field();
    }
    return field == END;
  }

  private int field() throws IOException {
    return Short.toUnsignedInt(ByteBuffer.wrap(read(Short.BYTES)).order(ByteOrder.LITTLE_ENDIAN).getShort());
  }

  /** Seven bits a byte, the lowest first. */
  private long number() throws IOException {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = read(1)[0];
      number |= (next & 0x7fL) << shift;
      if (next >= 0) {
        break;
      }
    }
    return number;
  }

  private boolean entryIsWhole() throws IOException {
    ByteBuffer head = ByteBuffer.wrap(read(2 * Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
    long length = head.getLong();
    long checksum = head.getLong();
    return length > 0 && length <= size - at && checksum == checksum(length);
  }

  private long checksum(long length) throws IOException {
    long sum = 5381;
    long left = length;
    while (left >= Long.BYTES) {
      ByteBuffer words = ByteBuffer.wrap(read((int) Math.min(BUFFER, left - left % Long.BYTES)));
      left -= words.remaining();
      words.order(ByteOrder.LITTLE_ENDIAN);
      while (words.hasRemaining()) {
        sum ^= words.getLong() * 0xbf58476d1ce4e5b9L;
      }
    }
    return left == 0 ? sum : sum ^ rest(read((int) left));
  }

  /** MurmurHash64A of the last one to seven bytes. */
  private static long rest(byte[] bytes) {
    long factor = 0xc6a4a7935bd1e995L;
    long hash = 0xe17a1465L ^ (bytes.length * factor);
    for (int i = 0; i < bytes.length; i++) {
      hash ^= (bytes[i] & 0xffL) << (Byte.SIZE * i);
    }
    hash *= factor;
    hash = (hash ^ (hash >>> 47)) * factor;
    return hash ^ (hash >>> 47);
  }

  private byte[] read(int length) throws IOException {
    byte[] bytes = log.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    at += length;
    return bytes;
  }
}
