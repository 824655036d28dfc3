package dev.tokenly.agent.worker.ship;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lends the large buffers of a long transfer over and over, so that shipping gigabytes fills no heap; forgotten when the
 * transfer is over. Used by one thread.
 */
final class Buffers {
  private static final int FIRST = 64 * 1024;
  private static final int LARGE = 1 << 20;

  private final Deque<byte[]> free = new ArrayDeque<>();

  byte[] lend() {
    byte[] again = free.poll();
    return again == null ? new byte[FIRST] : again;
  }

  void giveBack(byte[] buffer) {
    if (buffer.length >= LARGE) {
      free.push(buffer);
    }
  }

  void forget() {
    free.clear();
  }
}
