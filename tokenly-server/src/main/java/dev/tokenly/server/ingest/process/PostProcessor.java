package dev.tokenly.server.ingest.process;

import dev.tokenly.model.price.Pricer;
import dev.tokenly.server.ingest.journal.Filed;
import dev.tokenly.server.ingest.journal.Journal;
import dev.tokenly.store.usage.AppendResult;
import dev.tokenly.store.usage.UsageStore;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Turns accepted files into counted records from the moment they are accepted: {@link Parsing} reads them, an {@link
 * Intake} gathers what is read into transactions, {@link LedgerWriter} stores it.
 */
public final class PostProcessor implements AutoCloseable {
  private static final int LONGEST_WAIT_SECONDS = 30;

  private final Journal journal;
  private final Parts parts;
  private final Backlog backlog = new Backlog();
  private final Parsing parsing;
  private final LedgerWriter writer;
  private final Thread storing;
  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("tokenly-ingest-retry").factory());
  private final Object transaction = new Object(); // Held while one runs: it is not interrupted.
  private volatile boolean closing;

  /**
   * What processing needs: the ledger, the prices, the longest count of tokens, the time, whom to tell of commits, and what
   * waits before a file is begun while something more urgent goes on.
   */
  public record Parts(UsageStore store, Pricer pricer, LongSupplier maxTokens, Clock clock,
      Consumer<AppendResult> onCommit, Runnable letPass) {}

  /** Starts at once with {@code parsers} parsing threads. */
  public PostProcessor(Journal journal, Parts parts, int parsers) {
    this.journal = journal;
    this.parts = parts;
    this.parsing =
        new Parsing(parsers, () -> new FileParser(journal, parts), this::begin);
    FileParser again = new FileParser(journal, parts);
    this.writer = new LedgerWriter(parts.store(), parts.pricer(), again::parse, new Settling());
    journal.replayed().forEach(this::accept);
    this.storing = Thread.ofPlatform().daemon().name("tokenly-ingest-store").start(this::storeAll);
  }

  /** Takes a durable file in; a file of an id that is being worked on already is the same file. */
  public void accept(Filed filed) {
    if (backlog.add(filed)) {
      parsing.add(filed);
    } else {
      journal.settle(filed);
    }
  }

  private void begin(Filed filed) {
    parts.letPass().run();
    backlog.processing(filed, true);
  }

  private void storeAll() {
    try {
      while (!closing) {
        Intake intake = new Intake(parsing.take(), parsing);
        synchronized (transaction) {
          writer.store(intake);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // close() asked: what is not stored is still in the journal.
    }
  }

  /** What follows a try to store. */
  private final class Settling implements LedgerWriter.Outcome {
    @Override
    public void settled(List<Filed> files, AppendResult result) {
      for (Filed file : files) {
        backlog.remove(file);
        journal.settle(file);
      }
      parts.onCommit().accept(result);
    }

    @Override
    public void postponed(Filed file, int failures) {
      backlog.processing(file, false);
      long seconds = Math.min(LONGEST_WAIT_SECONDS, 1L << Math.min(failures - 1, 5));
      if (!closing) {
        Future<?> _ = later.schedule(() -> parsing.add(file), seconds, TimeUnit.SECONDS);
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
      storing.interrupt();
    }
    join(storing);
    parsing.close();
  }

  static void join(Thread thread) {
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
