package dev.tokenly.agent.worker;

import dev.tokenly.agent.ipc.WorkerEvent;
import dev.tokenly.agent.place.AgentLog;
import dev.tokenly.agent.worker.find.Found;
import dev.tokenly.agent.worker.find.LogFinder;
import dev.tokenly.agent.worker.read.FileFacts;
import dev.tokenly.agent.worker.ship.CallOff;
import dev.tokenly.agent.worker.ship.Shipper;
import dev.tokenly.model.protocol.ClientConfig;
import dev.tokenly.model.protocol.ConfigKey;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The cycle: scan, process, upload, and follow the growing files in between. One thread works; others only put commands
 * into its {@link Inbox}.
 */
final class Worker {
  private static final Duration HOT = Duration.ofHours(1);

  private final LogFinder finder;
  private final Collector collector;
  private final Shipper shipper;
  private final Progress progress;
  private final CallOff callOff;
  private final AgentLog log;
  private final Clock clock;
  private final Consumer<WorkerEvent> events;
  private final Map<String, Found> hot = new HashMap<>();
  private ClientConfig config = ClientConfig.defaults();

  Worker(WorkerAssembly parts, Clock clock, AgentLog log, Consumer<WorkerEvent> events) {
    this.finder = parts.finder();
    this.collector = parts.collector();
    this.shipper = parts.shipper();
    this.progress = parts.progress();
    this.callOff = parts.callOff();
    this.clock = clock;
    this.log = log;
    this.events = events;
  }

  void configure(ClientConfig newConfig) {
    config = newConfig;
    collector.setWindow((int) newConfig.number(ConfigKey.MAX_CONCURRENT_UPLOADS));
  }

  ClientConfig config() {
    return config;
  }

  /** Looks everywhere once and sends what is new. */
  void scan() throws IOException, Shipper.NotAllowed, InterruptedException {
    Instant began = clock.instant();
    Instant end = began.plus(config.scanTimeout());
    progress.enter("scanning");
    LogFinder.Result found =
        finder.find(
            config,
            () -> {
              progress.beat();
              return callOff.isRequested() || clock.instant().isAfter(end);
            });
    progress.scanned(found.files().size(), found.folders().size());
    progress.enter("processing");
    long changed = 0;
    hot.clear();
    for (Found file : found.files()) {
      if (file.facts().modified().isAfter(began.minus(HOT))) {
        hot.put(file.facts().id(), file);
      }
      boolean finished = file.facts().modified().isBefore(began.minus(config.cleanupAfter()));
      if (collector.hasWork(file.facts())) {
        changed++;
        callOff.check();
        progress.beat();
        collector.collect(file, finished);
      }
    }
    deliver();
    progress.processed(changed);
    long millis = Duration.between(began, clock.instant()).toMillis();
    log.info("scan", "scan done", "files", found.files().size(), "changed", changed, "milliseconds", millis);
    events.accept(new WorkerEvent.Scanned(found.files().size(), changed, millis));
    progress.enter("idle");
  }

  /** Looks at the files that were growing lately and sends what is new in them. */
  void follow() throws IOException, Shipper.NotAllowed, InterruptedException {
    long changed = 0;
    for (Found file : Map.copyOf(hot).values()) {
      FileFacts now;
      try {
        now = FileFacts.of(file.facts().path());
      } catch (IOException _) {
        hot.remove(file.facts().id());
        continue;
      }
      if (collector.hasWork(now)) {
        changed++;
        collector.collect(new Found(now, file.root()), false);
      }
    }
    if (changed > 0) {
      deliver();
      progress.processed(changed);
    }
    progress.enter("idle");
  }

  private void deliver() throws IOException, Shipper.NotAllowed, InterruptedException {
    progress.enter("uploading");
    collector.flush();
    shipper.settleAll();
    collector.settled();
  }

  /** After the server refused: what is not acknowledged will be read again. */
  void goBack() {
    collector.forgetAhead();
  }
}
