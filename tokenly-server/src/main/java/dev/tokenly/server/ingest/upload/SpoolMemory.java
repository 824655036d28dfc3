package dev.tokenly.server.ingest.upload;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes that all uploads together may hold in memory while they arrive: however many there are, the heap holds them. */
final class SpoolMemory {
  private final AtomicLong left;

  SpoolMemory(long bytes) {
    this.left = new AtomicLong(bytes);
  }

  /** False, and nothing taken, when there is not so much left. */
  boolean take(long bytes) {
    if (left.addAndGet(-bytes) >= 0) {
      return true;
    }
    give(bytes);
    return false;
  }

  void give(long bytes) {
    left.addAndGet(bytes);
  }
}
