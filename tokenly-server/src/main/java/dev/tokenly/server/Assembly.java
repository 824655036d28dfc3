package dev.tokenly.server;

import dev.tokenly.model.Version;
import dev.tokenly.model.price.PricingMode;
import dev.tokenly.model.protocol.Resync;
import dev.tokenly.server.access.AccessRoom;
import dev.tokenly.server.admin.Administration;
import dev.tokenly.server.audit.AuditDesk;
import dev.tokenly.server.clients.ClientsRoom;
import dev.tokenly.server.config.ConfigDesk;
import dev.tokenly.server.config.SecretBox;
import dev.tokenly.server.config.ServerConfig;
import dev.tokenly.server.config.ServerKey;
import dev.tokenly.server.events.Event;
import dev.tokenly.server.events.EventStream;
import dev.tokenly.server.events.Events;
import dev.tokenly.server.http.HttpServer;
import dev.tokenly.server.http.Request;
import dev.tokenly.server.ingest.process.IngestState;
import dev.tokenly.server.logging.Logging;
import dev.tokenly.server.metrics.MetricsEndpoint;
import dev.tokenly.server.metrics.RequestTimes;
import dev.tokenly.server.prices.PricesRoom;
import dev.tokenly.server.releases.ReleasesRoom;
import dev.tokenly.server.settings.DataFolder;
import dev.tokenly.server.settings.Secrets;
import dev.tokenly.server.settings.Settings;
import dev.tokenly.server.status.StatusDesk;
import dev.tokenly.store.Store;
import dev.tokenly.store.StoreFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes every part of the server in dependency order and ends them in the opposite one. Rooms are made here and nowhere
 * else; {@link Routes} puts them on the API. Takes over the process's log as the settings say. Tests start it on port 0.
 */
public final class Assembly implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Assembly.class);

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Clock clock;
  private final Store store;
  private final Administration administration;
  private final ServerConfig config;
  private final Events events;
  private final AccessRoom access;
  private final ClientsRoom clients;
  private final UsageRooms usage;
  private final PricesRoom prices;
  private final ReleasesRoom releases;
  private final RequestTimes requestTimes = new RequestTimes();
  private final AuditDesk audit;
  private final StatusDesk status;
  private final Optional<String> firstPassword;
  private final HttpServer http;
  private final Rehearsal rehearsal;

  /** Starts the server; throws {@link IOException} saying why when it cannot. */
  public Assembly(Settings settings, StoreFactory stores, Clock clock) throws IOException {
    this.clock = clock;
    Logging.configure(settings.log().level(), settings.log().json());
    try {
      Path folder = folder(settings.data());
      Secrets secrets = Secrets.open(folder, settings.tokens().secret());
      store = opened(Wiring.store(stores, folder, settings.data(), clock));
      administration = new Administration(store.admin(), clock);
      audit = new AuditDesk(administration, folder, secrets.auditKey());
      Wiring.auditRecovery(store.recovery(), administration, audit);
      config = new ServerConfig(administration, new SecretBox(secrets.encryptionKey()));
      events = new Events(clock);
      access =
          new AccessRoom(administration, secrets.tokenKey(), Wiring.terms(settings), clock,
              user -> Wiring.forgetFirst(folder, user));
      firstPassword = access.createFirstAdmin();
      Wiring.keepFirst(folder, firstPassword);
      Path dataFolder = folder == null ? opened(TemporaryFolder.make("tokenly-server-")).path() : folder;
      releases = new ReleasesRoom(administration, dataFolder.resolve("releases"), this::admitDownload);
      clients = opened(new ClientsRoom(administration, config, events, neighbours(Wiring.lost(store, folder))));
      prices = new PricesRoom(administration, store.usage(), pricingMode(), clock, this::costsChanged);
      usage = opened(new UsageRooms(ground(folder), prices.current(), clients.uploads()::admit));
      status = new StatusDesk(store.usage(), sources(folder), clock);
      Housekeeping housekeeping = opened(new Housekeeping());
      http = opened(HttpServer.start(Routes.of(this), Wiring.listener(settings.listen()), surroundings()));
      open.push(events::close);
      keepHouse(housekeeping);
      open.push(prices.takeUpShippedList());
      rehearsal = opened(new Rehearsal(dataFolder.resolve("rehearsal"), Rehearsal.Amount.ENOUGH));
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private @Nullable Path folder(Settings.Data data) throws IOException {
    return data.folder() == null ? null : opened(DataFolder.hold(data.folder())).path();
  }

  private ClientsRoom.Neighbours neighbours(@Nullable Resync lost) {
    return new ClientsRoom.Neighbours(
        store.usage().files(), () -> store.usage().ask().counters(), (config, beat) -> releases.offer(config, beat),
        new ClientsRoom.Past(lost, () -> backlog().files() == 0));
  }

  private StatusDesk.Sources sources(@Nullable Path folder) {
    return new StatusDesk.Sources(
        Version.TEXT,
        folder,
        () -> clients.listing().summary(),
        this::backlog,
        this::trouble,
        store.recovery().messages());
  }

  private @Nullable String trouble() {
    String damage = store.damage();
    return damage == null ? usage.ingest().state().trouble() : damage;
  }

  private StatusDesk.Backlog backlog() {
    IngestState state = usage.ingest().state();
    return new StatusDesk.Backlog(state.backlogFiles(), state.lag());
  }

  private UsageRooms.Ground ground(@Nullable Path folder) {
    return new UsageRooms.Ground(store, administration, config, events, clock, folder);
  }

  private void costsChanged() {
    usage.budgets().usageStored();
  }

  private PricingMode pricingMode() {
    return PricingMode.named(config.text(ServerKey.PRICING_MODE));
  }

  private void keepHouse(Housekeeping housekeeping) {
    housekeeping.every(Duration.ofSeconds(1), "writing heartbeats", clients.registry()::flush);
    housekeeping.every(Duration.ofSeconds(2), "looking for trouble", new TroubleWatch(this::trouble, events)::look);
    housekeeping.every(Duration.ofSeconds(10), "looking for a new certificate", http::reloadCertificate);
    housekeeping.every(Duration.ofHours(1), "forgetting old sessions", access::sweep);
    housekeeping.every(Duration.ofHours(1), "retention", usage.care().retention()::applyDaily);
    housekeeping.every(Duration.ofMinutes(5), "signing the audit's head", audit::signHead);
    housekeeping.every(Duration.ofHours(6), "audit retention", this::retainAudit);
  }

  private void retainAudit() {
    if (usage.care().retention().isClockPlausible()) {
      long days = config.number(ServerKey.AUDIT_RETENTION_DAYS);
      audit.retain(days);
      clients.registry().forgetActivity(clock.instant().minus(Duration.ofDays(days)));
    }
  }

  private HttpServer.Surroundings surroundings() {
    return new HttpServer.Surroundings(access.doorkeeper(), clock, requestTimes);
  }

  /** Remembers a part that must be closed at the end; the last one made is closed first. */
  private <T extends AutoCloseable> T opened(T part) {
    open.push(part);
    return part;
  }

  /** Has what many agents at once need compiled beforehand. */
  public void rehearse() {
    rehearsal.start();
  }

  /** The port the API listens on. */
  public int port() {
    return http.port();
  }

  /** The password of the first account, when this start made it; it is known nowhere else and must be changed. */
  public Optional<String> firstPassword() {
    return firstPassword;
  }

  AccessRoom access() {
    return access;
  }

  ClientsRoom clients() {
    return clients;
  }

  UsageRooms usage() {
    return usage;
  }

  PricesRoom prices() {
    return prices;
  }

  AuditDesk audit() {
    return audit;
  }

  StatusDesk status() {
    return status;
  }

  ReleasesRoom releases() {
    return releases;
  }

  private void admitDownload(Request request) {
    clients.uploads().admitDownload(request);
  }

  Events events() {
    return events;
  }

  MetricsEndpoint metrics() {
    return new MetricsEndpoint(requestTimes, new ServerNumbers(store.usage(), clients, usage, events));
  }

  EventStream eventStream() {
    return new EventStream(events);
  }

  ConfigDesk configDesk() {
    return new ConfigDesk(administration, config, this::configChanged);
  }

  private void configChanged(String key) {
    if (key.equals(ServerKey.PRICING_MODE.key())) {
      prices.current().use(pricingMode());
    }
    events.publish(Event.Type.CONFIG_CHANGE, Map.of("key", key));
  }

  /** Lets running requests end, then ends every part; a part that fails to end does not keep the others. */
  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        LOG.error("a part of the server did not end cleanly", e);
      }
    }
  }
}
