package dev.tokenly.server.ingest;

import dev.tokenly.model.query.UsageFilter;
import dev.tokenly.server.events.Event;
import dev.tokenly.server.events.Events;
import dev.tokenly.server.records.RecordJson;
import dev.tokenly.store.Store;
import dev.tokenly.store.usage.AppendResult;
import dev.tokenly.store.usage.RecordCursor;
import dev.tokenly.store.usage.RecordPage;
import dev.tokenly.store.usage.SettledFile;
import dev.tokenly.store.usage.StoredRecord;
import dev.tokenly.store.usage.UsageChange;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whoever listens what was stored: a summary at most once a second, and the records themselves, as the ledger has
 * them, as long as they are few enough to be read. Runs on a thread of its own, so that no listener slows the ledger.
 */
public final class UsageEvents implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UsageEvents.class);
  private static final Duration BETWEEN_ROUNDS = Duration.ofSeconds(1);
  private static final Duration CLOSING = Duration.ofSeconds(5);
  private static final int PAGE = 200;
  private static final int PAGES_A_ROUND = 5;
  private static final int WAITING = 1000;

  private final Events events;
  private final Store store;
  private final BlockingQueue<AppendResult> queue = new LinkedBlockingQueue<>(WAITING);
  private final Thread thread;
  private volatile boolean unheard = true; // Since the cursor, something was stored that nobody was told of.
  private @Nullable RecordCursor shown;

  public UsageEvents(Events events, Store store) {
    this.events = events;
    this.store = store;
    this.thread = Thread.ofPlatform().daemon().name("tokenly-usage-events").start(this::run);
  }

  /** Takes note of a commit; never blocks. Failed files are told at once. */
  public void committed(AppendResult committed) {
    for (SettledFile file : committed.files()) {
      if (file.report().failureReason() != null) {
        events.publish(Event.Type.INGESTION_FAILED, failure(file));
      }
    }
    if (!events.isHeard() || !queue.offer(committed)) {
      unheard = true;
    }
  }

  private static Map<String, @Nullable Object> failure(SettledFile file) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("file_id", file.file().id());
    data.put("client_id", file.file().clientId());
    data.put("original_path", file.file().source().path());
    data.put("failure_reason", file.report().failureReason());
    data.put("errors", file.report().errors());
    return data;
  }

  private void run() {
    try {
      List<AppendResult> round = new ArrayList<>();
      while (true) {
        round.add(queue.take());
        queue.drainTo(round);
        tell(round);
        round.clear();
        Thread.sleep(BETWEEN_ROUNDS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // close() asked.
    }
  }

  private void tell(List<AppendResult> round) {
    try {
      events.publish(Event.Type.USAGE, summary(round));
      tellRecords(round.stream().mapToLong(UsageEvents::changed).sum());
    } catch (RuntimeException e) {
      LOG.warn("usage events could not be told: {}", e.getMessage());
    }
  }

  /** The records the ledger got since the last round; when they are too many to be read, the newest only. */
  private void tellRecords(long changed) {
    if (unheard) {
      unheard = false;
      shown = null;
    }
    Map<String, String> hostnames = store.admin().read(admin -> admin.clients().hostnames());
    for (int page = 0; page < PAGES_A_ROUND; page++) {
      int most = shown == null ? Math.clamp(changed, 1, PAGE) : PAGE;
      RecordPage found = store.usage().ask().tail(UsageFilter.ALL, shown, most);
      publish(found.records(), hostnames);
      shown = found.next();
      if (found.records().size() < PAGE) {
        return;
      }
    }
    shown = null;
  }

  private void publish(List<StoredRecord> records, Map<String, String> hostnames) {
    for (StoredRecord one : records) {
      String hostname = hostnames.get(one.provenance().clientId());
      events.publish(Event.Type.USAGE, Map.of("record", RecordJson.of(one, hostname)));
    }
  }

  private static long changed(AppendResult committed) {
    return committed.files().stream().mapToLong(file -> file.counts().stored() + file.counts().replaced()).sum();
  }

  private static Map<String, @Nullable Object> summary(List<AppendResult> round) {
    long stored = 0;
    long replaced = 0;
    long tokens = 0;
    BigDecimal cost = BigDecimal.ZERO;
    TreeSet<String> clients = new TreeSet<>();
    for (AppendResult committed : round) {
      for (SettledFile file : committed.files()) {
        stored += file.counts().stored();
        replaced += file.counts().replaced();
        clients.add(file.file().clientId());
      }
      for (UsageChange change : committed.changes()) {
        tokens += change.delta().totalTokens();
        cost = cost.add(change.delta().cost());
      }
    }
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("records_stored", stored);
    data.put("records_replaced", replaced);
    data.put("tokens", tokens);
    data.put("cost", cost);
    data.put("client_ids", clients);
    return data;
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(CLOSING);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
