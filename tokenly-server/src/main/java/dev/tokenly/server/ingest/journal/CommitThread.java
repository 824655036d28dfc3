package dev.tokenly.server.ingest.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes the journal: it takes every upload that waits, writes them all and syncs once, so that many
 * uploads share the cost of one sync.
 */
final class CommitThread implements AutoCloseable {
  private static final int WAITING = 1024;

  private final BlockingQueue<Request> queue = new ArrayBlockingQueue<>(WAITING);
  private final SegmentWriter writer;
  private final Room room;
  private final Hooks hooks;
  private final Thread thread;
  private volatile boolean closing;
  private volatile @Nullable SyncFailed broken;
  private volatile @Nullable Refused refused;

  /** A write that failed and when; a minute without another try it says nothing any more. */
  private record Refused(String reason, long nanos) {
    boolean isFresh() {
      return System.nanoTime() - nanos < 60_000_000_000L;
    }
  }

  /** The folder that must keep some bytes free. */
  record Room(Disk disk, Path folder, long freeBytes) {
    void check(long bytes) throws IOException {
      long free = disk.freeBytes(folder);
      if (free - bytes < freeBytes) {
        throw new IOException("only " + (free >> 20) + " MiB are left on the server's disk, of which "
            + (freeBytes >> 20) + " stay free");
      }
    }
  }

  /** Who is told of each entry before its segment can be closed, and of a disk that cannot sync. */
  record Hooks(Consumer<Filed> onWritten, Consumer<SyncFailed> onSyncFailure) {}

  /** One upload waiting to be durable. */
  static final class Request {
    private final Entry entry;
    private final Content content;
    private final CountDownLatch done = new CountDownLatch(1);
    private @Nullable Filed filed;
    private @Nullable IOException failure;

    Request(Entry entry, Content content) {
      this.entry = entry;
      this.content = content;
    }
  }

  CommitThread(SegmentWriter writer, Room room, Hooks hooks) {
    this.writer = writer;
    this.room = room;
    this.hooks = hooks;
    this.thread = Thread.ofPlatform().name("tokenly-journal").daemon().start(this::run);
  }

  /** Blocks until the upload is durable; throws {@link JournalUnavailable} when it cannot be. */
  Filed commit(Entry entry, Content content) throws InterruptedException {
    Request request = new Request(entry, content);
    if (closing || broken != null || !queue.offer(request)) {
      throw new JournalUnavailable("the ingest journal takes no more for now");
    }
    request.done.await();
    Filed filed = request.filed;
    if (filed == null) {
      IOException why = notNull(request.failure);
      throw new JournalUnavailable("the ingest journal could not be written: " + why.getMessage(), why);
    }
    return filed;
  }

  /** Why uploads are refused at the moment, null while they are not. */
  @Nullable
  String trouble() {
    Refused last = refused;
    if (last != null && last.isFresh()) {
      return "the ingest journal cannot be written: " + last.reason();
    }
    try {
      room.check(0);
      return broken == null ? null : broken.getMessage();
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  private static IOException notNull(@Nullable IOException failure) {
    return failure == null ? new IOException("the journal was closed") : failure;
  }

  private void run() {
    List<Request> group = new ArrayList<>();
    while (!closing || !queue.isEmpty()) {
      try {
        group.add(queue.take());
      } catch (InterruptedException _) {
        continue; // close() woke us: look at the queue once more, then end.
      }
      queue.drainTo(group);
      commit(group);
      group.forEach(request -> request.done.countDown());
      group.clear();
    }
  }

  private void commit(List<Request> group) {
    try {
      if (broken == null) {
        for (Request request : group) {
          write(request);
        }
        writer.sync();
      }
    } catch (SyncFailed e) {
      fail(group, e);
    }
  }

  private void write(Request request) throws SyncFailed {
    boolean hasRoom = false;
    try {
      room.check(request.entry.bytes());
      hasRoom = true;
      Filed filed = writer.write(request.entry, request.content);
      hooks.onWritten().accept(filed);
      request.filed = filed;
      refused = null;
    } catch (SyncFailed e) {
      throw e;
    } catch (IOException e) {
      request.failure = e;
      refused = hasRoom ? new Refused(String.valueOf(e.getMessage()), System.nanoTime()) : null;
    }
  }

  private void fail(List<Request> group, SyncFailed failure) {
    broken = failure;
    for (Request request : group) {
      request.filed = null;
      request.failure = failure;
    }
    hooks.onSyncFailure().accept(failure);
  }

  /** Writes what waits, then ends. */
  @Override
  public void close() throws IOException {
    closing = true;
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    writer.close();
  }
}
