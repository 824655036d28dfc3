package dev.tokenly.proxy.spool;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes ended calls to the spool's files, every 64 KiB or after a fifth of a second at the latest. What
 * a full disk refuses is tried again every second and waits, up to 16 MiB; the lines beyond that, and those the cap has no room for, are dropped, counted and
 * logged.
 */
final class SpoolWriter {
  private static final Logger LOG = LoggerFactory.getLogger(SpoolWriter.class);
  private static final int BATCH = 64 << 10;
  private static final int MAX_WAITING = 16 << 20;
  private static final long PATIENCE_MS = 200;
  private static final long RETRY_MS = 1_000;

  private final SpoolFiles files;
  private final CallSlots slots;
  private final Clock clock;
  private final Thread thread = Thread.ofPlatform().name("proxy-spool").daemon(true).unstarted(this::run);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private ByteArrayOutputStream lines = new ByteArrayOutputStream(BATCH + 4096);
  private List<Integer> ended = new ArrayList<>();
  private boolean closing;
  private final AtomicLong dropped = new AtomicLong();
  private volatile boolean healthy = true;

  SpoolWriter(SpoolFiles files, CallSlots slots, Clock clock) {
    this.files = files;
    this.slots = slots;
    this.clock = clock;
  }

  void start() {
    thread.start();
  }

  /** Takes the line of a call that is over; its slot is emptied once the line is in its file. */
  void add(int slot, byte[] line) {
    boolean full = false;
    lock.lock();
    try {
      full = lines.size() + line.length > MAX_WAITING;
      if (full) {
        dropped.incrementAndGet();
      } else {
        lines.writeBytes(line);
        ended.add(slot);
        wakeWriter(line.length);
      }
    } finally {
      lock.unlock();
    }
    if (full) {
      slots.release(slot);
    }
  }

  private void wakeWriter(int added) {
    boolean first = ended.size() == 1;
    boolean crossed = lines.size() >= BATCH && lines.size() - added < BATCH;
    if (first || crossed) {
      work.signal();
    }
  }

  private void run() {
    while (true) {
      boolean last = awaitWork();
      boolean written = writeWaiting();
      if (last) {
        if (!written) {
          LOG.error("{} records could not be written at the end; they stay in the calls file", ended.size());
        }
        return;
      }
    }
  }

  /** Waits for a batch, or for a while after the first line, or for the end; answers whether it is the end. */
  private boolean awaitWork() {
    lock.lock();
    try {
      while (ended.isEmpty() && !closing) {
        work.awaitUninterruptibly();
      }
      long patience = TimeUnit.MILLISECONDS.toNanos(healthy ? PATIENCE_MS : RETRY_MS);
      while ((lines.size() < BATCH || !healthy) && !closing && patience > 0) {
        patience = work.awaitNanos(patience);
      }
      return closing;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private boolean writeWaiting() {
    ByteArrayOutputStream batch;
    List<Integer> calls;
    lock.lock();
    try {
      batch = lines;
      calls = ended;
      lines = new ByteArrayOutputStream(BATCH + 4096);
      ended = new ArrayList<>();
    } finally {
      lock.unlock();
    }
    return calls.isEmpty() || write(batch, calls);
  }

  private boolean write(ByteArrayOutputStream batch, List<Integer> calls) {
    try {
      healthy = files.append(batch.toByteArray(), batch.size(), clock.instant());
      if (!healthy) {
        long inAll = dropped.addAndGet(calls.size());
        LOG.error("the spool is full and nothing in it is acknowledged: {} records dropped, {} in all", calls.size(),
            inAll);
      }
      calls.forEach(slots::release);
      return true;
    } catch (IOException e) {
      if (healthy) {
        LOG.error("writing the spool failed, trying again every second: {}", e.getMessage());
      }
      healthy = false;
      giveBack(batch, calls);
      return false;
    }
  }

  private void giveBack(ByteArrayOutputStream batch, List<Integer> calls) {
    lock.lock();
    try {
      batch.writeBytes(lines.toByteArray());
      calls.addAll(ended);
      lines = batch;
      ended = calls;
    } finally {
      lock.unlock();
    }
  }

  boolean isHealthy() {
    return healthy;
  }

  long dropped() {
    return dropped.get();
  }

  void close() {
    lock.lock();
    try {
      closing = true;
      work.signal();
    } finally {
      lock.unlock();
    }
    try {
      thread.join();
      files.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.error("closing the spool failed: {}", e.getMessage());
    }
  }
}
