package dev.tokenly.server.ingest.process;

import dev.tokenly.model.UsageLineReader;
import dev.tokenly.model.price.Pricer;
import dev.tokenly.server.ingest.journal.Filed;
import dev.tokenly.server.ingest.journal.Journal;
import dev.tokenly.store.usage.FileRecords;
import dev.tokenly.store.usage.UsageStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Turns accepted files into counted records from the moment they are accepted. Parsing runs on threads of its own beside
 * the one that writes the ledger, and whatever was parsed while a transaction ran goes into the next one, so that small
 * files share a transaction under load and wait for nothing without it. Memory is bounded by records in flight.
 */
public final class PostProcessor implements AutoCloseable {
  private static final int RECORDS_IN_FLIGHT = 300_000;
  private static final int RECORDS_A_TRANSACTION = 100_000;
  private static final int LONGEST_WAIT_SECONDS = 30;

  private final Journal journal;
  private final Parts parts;
  private final BlockingQueue<Filed> waiting = new LinkedBlockingQueue<>();
  private final BlockingQueue<Parsed> parsed = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(RECORDS_IN_FLIGHT, true);
  private final Backlog backlog = new Backlog();
  private final LedgerWriter writer;
  private final List<Thread> threads = new ArrayList<>();
  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("tokenly-ingest-retry").factory());
  private final Object transaction = new Object(); // Held while one runs: it is not interrupted.
  private volatile boolean closing;

  /** What processing needs: the ledger, the prices, the longest count of tokens, the time, whom to tell of commits. */
  public record Parts(
      UsageStore store, Pricer pricer, LongSupplier maxTokens, Clock clock, Consumer<Committed> onCommit) {}

  /** Starts at once with {@code parsers} parsing threads. */
  public PostProcessor(Journal journal, Parts parts, int parsers) {
    this.journal = journal;
    this.parts = parts;
    this.writer = new LedgerWriter(parts.store(), parts.pricer(), new Settling());
    journal.replayed().forEach(this::accept);
    for (int i = 0; i < parsers; i++) {
      start("tokenly-ingest-parse-" + i, this::parseAll);
    }
    start("tokenly-ingest-store", this::storeAll);
  }

  private void start(String name, Step step) {
    threads.add(Thread.ofPlatform().daemon().name(name).start(() -> repeat(step)));
  }

  /** A piece of work that waits for its input. */
  @FunctionalInterface
  private interface Step {
    void run() throws InterruptedException;
  }

  private void repeat(Step step) {
    try {
      while (!closing) {
        step.run();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // close() asked: what is not stored is still in the journal.
    }
  }

  /** Takes a durable file in; a file of an id that is being worked on already is the same file. */
  public void accept(Filed filed) {
    if (backlog.add(filed)) {
      waiting.add(filed);
    } else {
      journal.settle(filed);
    }
  }

  private void parseAll() throws InterruptedException {
    // The longest accepted number of tokens may change while the server runs; a reader is cheap to make.
    Filed filed = waiting.take();
    int needed = Math.clamp(filed.entry().lines(), 1, RECORDS_IN_FLIGHT);
    room.acquire(needed);
    backlog.processing(filed, true);
    UsageLineReader reader = new UsageLineReader(parts.clock(), parts.maxTokens().getAsLong());
    FileParser parser = new FileParser(journal, reader, parts.pricer());
    FileRecords records = parser.parse(filed);
    if (!closing) { // An interrupted read looks like a damaged file; the next start reads it again.
      parsed.add(new Parsed(filed, records, needed));
    }
  }

  private void storeAll() throws InterruptedException {
    List<Parsed> batch = new ArrayList<>();
    batch.add(parsed.take());
    int records = batch.getFirst().records().records().size();
    while (records < RECORDS_A_TRANSACTION) {
      Parsed next = parsed.poll();
      if (next == null) {
        break;
      }
      batch.add(next);
      records += next.records().records().size();
    }
    synchronized (transaction) {
      writer.store(batch);
    }
  }

  /** What follows a try to store. */
  private final class Settling implements LedgerWriter.Outcome {
    @Override
    public void settled(List<Parsed> files, Committed committed) {
      for (Parsed file : files) {
        room.release(file.room());
        backlog.remove(file.filed());
        journal.settle(file.filed());
      }
      parts.onCommit().accept(committed);
    }

    @Override
    public void postponed(Parsed file, int failures) {
      room.release(file.room());
      backlog.processing(file.filed(), false);
      long seconds = Math.min(LONGEST_WAIT_SECONDS, 1L << Math.min(failures - 1, 5));
      if (!closing) {
        Future<?> _ = later.schedule(() -> waiting.add(file.filed()), seconds, TimeUnit.SECONDS);
      }
    }
  }

  /** How far behind processing is. */
  public IngestState state() {
    String trouble = writer.trouble();
    return new IngestState(
        backlog.size(),
        journal.backlogBytes(),
        backlog.lag(parts.clock().instant()),
        trouble != null ? trouble : journal.trouble());
  }

  /** Accepted files that are not settled, oldest first: those being processed, or those that wait. */
  public List<Filed> unsettled(boolean processing) {
    return backlog.list(processing);
  }

  /** An accepted file that is not settled. */
  public Optional<Filed> find(UUID id) {
    return backlog.find(id);
  }

  /** Ends after the transaction that is running; what was not stored is processed at the next start. */
  @Override
  public void close() {
    closing = true;
    later.shutdownNow();
    synchronized (transaction) {
      threads.forEach(Thread::interrupt);
    }
    threads.forEach(PostProcessor::join);
  }

  private static void join(Thread thread) {
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
  }
}
