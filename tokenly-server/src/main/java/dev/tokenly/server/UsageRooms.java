package dev.tokenly.server;

import dev.tokenly.model.price.Pricer;
import dev.tokenly.server.admin.Administration;
import dev.tokenly.server.analytics.Analytics;
import dev.tokenly.server.analytics.Sources;
import dev.tokenly.server.budgets.BudgetsRoom;
import dev.tokenly.server.care.CareRoom;
import dev.tokenly.server.care.RetentionDesk;
import dev.tokenly.server.config.ServerConfig;
import dev.tokenly.server.config.ServerKey;
import dev.tokenly.server.events.Events;
import dev.tokenly.server.ingest.Ingest;
import dev.tokenly.server.ingest.IngestLimits;
import dev.tokenly.server.ingest.UsageEvents;
import dev.tokenly.server.ingest.journal.SyncFailed;
import dev.tokenly.server.ingest.process.IngestTotals;
import dev.tokenly.server.ingest.upload.ClientCheck;
import dev.tokenly.server.ingest.upload.UploadLimits;
import dev.tokenly.store.Store;
import dev.tokenly.store.usage.AppendResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rooms usage goes through, made together: in through ingest, out through analytics, looked after, watched. */
final class UsageRooms implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UsageRooms.class);
  private static final int EXIT_IO_ERROR = 74;

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final ServerConfig config;
  private final Analytics analytics;
  private final CareRoom care;
  private final BudgetsRoom budgets;
  private final Ingest ingest;
  private final IngestTotals totals = new IngestTotals();

  /** What these rooms stand on; the folder is null when everything is kept in memory. */
  record Ground(
      Store store, Administration administration, ServerConfig config, Events events, Clock clock,
      @Nullable Path folder) {}

  UsageRooms(Ground ground, Pricer pricer, ClientCheck clients) throws IOException {
    this.config = ground.config();
    try {
      Store store = ground.store();
      Administration administration = ground.administration();
      Sources sources = new Sources(store.usage().ask(), () -> hostnames(administration), ground.clock());
      analytics = Analytics.over(sources, this::sessionCharLimit);
      budgets = opened(new BudgetsRoom(administration, store.usage().ask(), ground.events(), delivery(ground)));
      UsageEvents told = opened(new UsageEvents(ground.events(), store));
      Consumer<AppendResult> onCommit =
          committed -> {
            totals.add(committed);
            told.committed(committed);
            budgets.usageStored();
          };
      care =
          CareRoom.over(
              administration,
              store.usage(),
              pricer,
              retentionDefaults(),
              ground.folder(),
              ground.clock(),
              onCommit);
      Ingest.Neighbours neighbours =
          new Ingest.Neighbours(store, administration, pricer, clients, this::ingestLimits, ground.clock());
      ingest =
          opened(
              Ingest.open(
                  ingestFolder(ground.folder()), neighbours, new Ingest.Listeners(onCommit, UsageRooms::endAtOnce)));
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private long sessionCharLimit(String application) {
    return config.number(ServerKey.SESSION_CHAR_LIMITS, application, ServerKey.SESSION_CHAR_LIMIT);
  }

  private static Map<String, String> hostnames(Administration administration) {
    return administration.read(transaction -> transaction.clients().hostnames());
  }

  private RetentionDesk.Defaults retentionDefaults() {
    return new RetentionDesk.Defaults(
        () -> config.number(ServerKey.USAGE_RETENTION_DAYS), () -> config.number(ServerKey.AGGREGATE_RETENTION_DAYS));
  }

  private BudgetsRoom.Delivery delivery(Ground ground) {
    Path folder = ground.folder();
    return new BudgetsRoom.Delivery(
        () -> config.secret(ServerKey.WEBHOOK_SECRET), folder == null ? null : folder.resolve("notifiers"));
  }

  /** Accepted uploads must outlive the process even when the ledger does not. */
  private Path ingestFolder(@Nullable Path folder) throws IOException {
    return folder == null ? opened(TemporaryFolder.make("tokenly-ingest-")).path() : folder;
  }

  private IngestLimits ingestLimits() {
    return new IngestLimits(
        new UploadLimits(
            (int) config.number(ServerKey.MAX_FILE_SIZE_MB), (int) config.number(ServerKey.RATE_LIMIT_PER_HOUR)),
        config.number(ServerKey.MAX_TOKENS_PER_FIELD),
        Duration.ofDays(config.number(ServerKey.RAW_RETENTION_DAYS)));
  }

  /** A disk that cannot sync: whatever happens next, nothing more may be acknowledged. A supervisor starts us again. */
  private static void endAtOnce(SyncFailed failure) {
    LOG.error("the server ends at once: {}", failure.getMessage());
    Runtime.getRuntime().halt(EXIT_IO_ERROR);
  }

  private <T extends AutoCloseable> T opened(T part) {
    open.push(part);
    return part;
  }

  Ingest ingest() {
    return ingest;
  }

  IngestTotals totals() {
    return totals;
  }

  Analytics analytics() {
    return analytics;
  }

  CareRoom care() {
    return care;
  }

  BudgetsRoom budgets() {
    return budgets;
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        LOG.error("a part of ingestion did not end cleanly", e);
      }
    }
  }
}
