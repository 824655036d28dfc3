package dev.tokenly.server.ingest.process;

import dev.tokenly.server.ingest.journal.Filed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads that read files beside the one that writes the ledger. Memory is bounded by the records that are read and not
 * yet handed on.
 */
final class Parsing implements AutoCloseable {
  /** Few enough to be written before the garbage collector's young generation is full, else each is copied around. */
  private static final int RECORDS_IN_FLIGHT = 10_000;

  private final BlockingQueue<Filed> waiting = new LinkedBlockingQueue<>();
  private final BlockingQueue<Parsed> parsed = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(RECORDS_IN_FLIGHT, true);
  private final AtomicInteger coming = new AtomicInteger();
  private final Consumer<Filed> onStart;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closing;

  /** Starts the threads, each with a parser of its own; tells of each file that is begun. */
  Parsing(int count, Supplier<FileParser> parsers, Consumer<Filed> onStart) {
    this.onStart = onStart;
    for (int i = 0; i < count; i++) {
      String name = "tokenly-ingest-parse-" + i;
      threads.add(Thread.ofPlatform().daemon().name(name).start(() -> parseAll(parsers.get())));
    }
  }

  void add(Filed filed) {
    coming.incrementAndGet();
    waiting.add(filed);
  }

  /** The next file that is read, whenever it comes. */
  Parsed take() throws InterruptedException {
    return handedOn(parsed.take());
  }

  /** The next one, null when none is being read or none gets ready in that time. */
  @Nullable
  Parsed poll(long millis) throws InterruptedException {
    Parsed next = coming.get() == 0 ? parsed.poll() : parsed.poll(millis, TimeUnit.MILLISECONDS);
    return next == null ? null : handedOn(next);
  }

  private Parsed handedOn(Parsed next) {
    room.release(roomOf(next.filed()));
    return next;
  }

  private static int roomOf(Filed filed) {
    return Math.clamp(filed.entry().lines(), 1, RECORDS_IN_FLIGHT);
  }

  private void parseAll(FileParser parser) {
    try {
      while (!closing) {
        Filed filed = waiting.take();
        room.acquire(roomOf(filed));
        onStart.accept(filed);
        Parsed next = new Parsed(filed, parser.parse(filed));
        if (!closing) { // An interrupted read looks like a damaged file; the next start reads it again.
          parsed.add(next);
          coming.decrementAndGet();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // close() asked: what is not stored is still in the journal.
    }
  }

  /** Ends without finishing what is being read. */
  @Override
  public void close() {
    closing = true;
    threads.forEach(Thread::interrupt);
    threads.forEach(PostProcessor::join);
  }
}
