package dev.tokenly.proxy.spool;

import dev.tokenly.model.UsageRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** Prints each call's record when it is over, for a machine without a server; nothing is kept on disk. */
public final class PrintedLog implements CallLog {
  private final OutputStream out;
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicLong dropped = new AtomicLong();
  private volatile boolean healthy = true;

  public PrintedLog(OutputStream out) {
    this.out = out;
  }

  @Override
  public Call begin(UsageRecord ifWeDie) {
    return new Call() {
      @Override
      public void progress(UsageRecord soFar) {}

      @Override
      public void end(UsageRecord record) {
        print(Lines.of(record));
      }
    };
  }

  private void print(byte[] line) {
    lock.lock();
    try {
      out.write(line);
      out.flush();
      healthy = true;
    } catch (IOException _) {
      healthy = false;
      dropped.incrementAndGet();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isHealthy() {
    return healthy;
  }

  @Override
  public long dropped() {
    return dropped.get();
  }

  @Override
  public void close() {}
}
