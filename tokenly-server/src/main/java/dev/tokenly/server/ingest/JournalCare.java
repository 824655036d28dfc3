package dev.tokenly.server.ingest;

import dev.tokenly.server.ingest.journal.Journal;
import dev.tokenly.store.usage.FileQuery;
import dev.tokenly.store.usage.FileState;
import dev.tokenly.store.usage.FileStatus;
import dev.tokenly.store.usage.UsageStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals journal segments once a checkpoint holds what was in them, and deletes them after the raw retention; segments with
 * failed files stay until those are retried or discarded.
 */
final class JournalCare implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JournalCare.class);
  private static final Duration RESULTS_KEPT = Duration.ofDays(90);
  private static final int PAGE = 1000;

  private final Journal journal;
  private final UsageStore store;
  private final Supplier<Duration> rawRetention;
  private final InstantSource clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("tokenly-journal-care").factory());

  JournalCare(Journal journal, UsageStore store, Supplier<Duration> rawRetention, InstantSource clock) {
    this.journal = journal;
    this.store = store;
    this.rawRetention = rawRetention;
    this.clock = clock;
    Future<?> _ = timer.scheduleWithFixedDelay(() -> run(this::seal), 1, 1, TimeUnit.MINUTES);
    Future<?> _ = timer.scheduleWithFixedDelay(() -> run(this::prune), 5, 60, TimeUnit.MINUTES);
  }

  /** A piece of care. */
  @FunctionalInterface
  private interface Care {
    void run() throws IOException;
  }

  private static void run(Care care) {
    try {
      care.run();
    } catch (IOException | RuntimeException e) {
      LOG.warn("looking after the journal failed, it is tried again: {}", e.getMessage());
    }
  }

  private void seal() throws IOException {
    journal.seal(() -> store.care().checkpoint());
  }

  private void prune() throws IOException {
    Instant now = clock.instant();
    int deleted = journal.prune(now.minus(rawRetention.get()), failed());
    long forgotten = store.files().forgetProcessed(now.minus(RESULTS_KEPT).minus(rawRetention.get()));
    if (deleted > 0 || forgotten > 0) {
      LOG.info("deleted {} journal segments and forgot {} processed files", deleted, forgotten);
    }
  }

  private Set<UUID> failed() {
    Set<UUID> ids = new HashSet<>();
    for (long offset = 0;; offset += PAGE) {
      List<FileStatus> page =
          store.files().list(new FileQuery(Set.of(FileState.FAILED, FileState.PENDING), null, PAGE, offset)).items();
      page.forEach(file -> ids.add(UUID.fromString(file.file().id())));
      if (page.size() < PAGE) {
        return ids;
      }
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    timer.close();
  }
}
