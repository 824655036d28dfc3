package dev.tokenly.proxy.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.zip.CRC32C;

/**
 * The calls in flight, in a memory-mapped file: each slot holds the line that is true if the process dies now, so that a
 * kill loses nothing and costs no system call. A slot is two halves written in turn, each with a sequence number, a
 * length and a CRC-32C, so that a half torn by the kill leaves the other. The file grows by written zeros, never by
 * holes: a full disk is an exception here and not a fault in the middle of a call.
 */
final class CallSlots implements AutoCloseable {
  /** Longest line a slot takes, in bytes. */
  static final int MAX_LINE = 2032;

  private static final int HEADER = 16;
  private static final int HALF = HEADER + MAX_LINE;
  private static final int SLOT = 2 * HALF;
  private static final int SLOTS_A_CHUNK = 256;
  private static final int CHUNK = SLOT * SLOTS_A_CHUNK;

  private final FileChannel file;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Integer> free = new ArrayDeque<>();
  private volatile List<MappedByteBuffer> chunks = List.of();

  CallSlots(FileChannel file) throws IOException {
    this.file = file;
    long whole = file.size() / CHUNK;
    for (long chunk = 0; chunk < whole; chunk++) {
      map(chunk);
    }
  }

  /** Puts a line into a free slot and answers which; throws when the file cannot grow. */
  int take(byte[] line) throws IOException {
    int slot = freeSlot();
    put(slot, line);
    return slot;
  }

  private int freeSlot() throws IOException {
    lock.lock();
    try {
      if (free.isEmpty()) {
        grow();
      }
      return free.pop();
    } finally {
      lock.unlock();
    }
  }

  private void grow() throws IOException {
    long at = (long) chunks.size() * CHUNK;
    ByteBuffer zeros = ByteBuffer.allocate(CHUNK);
    while (zeros.hasRemaining()) {
      at += file.write(zeros, at);
    }
    map(chunks.size());
  }

  private void map(long chunk) throws IOException {
    List<MappedByteBuffer> grown = new ArrayList<>(chunks);
    grown.add(file.map(FileChannel.MapMode.READ_WRITE, chunk * CHUNK, CHUNK));
    chunks = List.copyOf(grown);
    for (int within = SLOTS_A_CHUNK - 1; within >= 0; within--) {
      int slot = (int) chunk * SLOTS_A_CHUNK + within;
      if (line(slot).length == 0) {
        free.push(slot);
      }
    }
  }

  /** Replaces a slot's line; a slot belongs to one call, whose thread alone may do so. */
  void put(int slot, byte[] line) {
    MappedByteBuffer chunk = chunk(slot);
    int first = offset(slot);
    long firstSequence = chunk.getLong(first);
    long secondSequence = chunk.getLong(first + HALF);
    int half = firstSequence <= secondSequence ? first : first + HALF;
    chunk.put(half + HEADER, line);
    chunk.putInt(half + 8, line.length);
    chunk.putInt(half + 12, crc(line));
    chunk.putLong(half, Math.max(firstSequence, secondSequence) + 1);
  }

  /** Empties a slot. The older half goes first: a kill in between must not bring back what has been replaced. */
  void release(int slot) {
    MappedByteBuffer chunk = chunk(slot);
    int first = offset(slot);
    boolean firstIsOlder = chunk.getLong(first) <= chunk.getLong(first + HALF);
    chunk.putLong(firstIsOlder ? first : first + HALF, 0);
    chunk.putLong(firstIsOlder ? first + HALF : first, 0);
    lock.lock();
    try {
      free.push(slot);
    } finally {
      lock.unlock();
    }
  }

  /** Hands on every occupied slot and its line; at start that is what a crash left. */
  void occupied(BiConsumer<Integer, byte[]> calls) {
    for (int slot = 0; slot < chunks.size() * SLOTS_A_CHUNK; slot++) {
      byte[] line = line(slot);
      if (line.length > 0) {
        calls.accept(slot, line);
      }
    }
  }

  /** The lines of all occupied slots. */
  List<byte[]> lines() {
    List<byte[]> lines = new ArrayList<>();
    occupied((_, line) -> lines.add(line));
    return lines;
  }

  private byte[] line(int slot) {
    MappedByteBuffer chunk = chunk(slot);
    int first = offset(slot);
    boolean firstIsNewer = chunk.getLong(first) > chunk.getLong(first + HALF);
    byte[] newer = half(chunk, firstIsNewer ? first : first + HALF);
    return newer.length > 0 ? newer : half(chunk, firstIsNewer ? first + HALF : first);
  }

  private static byte[] half(MappedByteBuffer chunk, int at) {
    int length = chunk.getInt(at + 8);
    if (chunk.getLong(at) <= 0 || length <= 0 || length > MAX_LINE) {
      return new byte[0];
    }
    byte[] line = new byte[length];
    chunk.get(at + HEADER, line);
    return crc(line) == chunk.getInt(at + 12) ? line : new byte[0];
  }

  private MappedByteBuffer chunk(int slot) {
    return chunks.get(slot / SLOTS_A_CHUNK);
  }

  private static int offset(int slot) {
    return slot % SLOTS_A_CHUNK * SLOT;
  }

  private static int crc(byte[] line) {
    CRC32C crc = new CRC32C();
    crc.update(line, 0, line.length);
    return (int) crc.getValue();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
