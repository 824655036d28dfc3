package dev.tokenly.agent.worker;

import dev.tokenly.agent.ipc.WorkerEvent;
import dev.tokenly.agent.place.AgentLog;
import dev.tokenly.agent.worker.find.Found;
import dev.tokenly.agent.worker.find.LogFinder;
import dev.tokenly.agent.worker.keep.Cleanup;
import dev.tokenly.agent.worker.read.FileFacts;
import dev.tokenly.agent.worker.ship.Pace;
import dev.tokenly.agent.worker.ship.Shipper;
import dev.tokenly.model.protocol.ClientConfig;
import dev.tokenly.model.protocol.ConfigKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The cycle: scan, process, upload, learn, and follow the growing files in between. One thread works; it leaves off when
 * its {@link dev.tokenly.agent.worker.ship.CallOff} is requested.
 */
final class Worker {
  private static final Duration HOT = Duration.ofHours(1);
  private static final int MOST_HOT = 1000;
  private static final double LEAST_FACTOR = 0.25;
  private static final double GREATEST_FACTOR = 4;

  private final WorkerAssembly parts;
  private final Clock clock;
  private final AgentLog log;
  private final Consumer<WorkerEvent> events;
  private final Pace pace = new Pace();
  private final Map<String, Found> hot =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Found> eldest) {
          return size() > MOST_HOT; // a longer one is left to the folders' notices and the next scan
        }
      };
  private final Set<Path> folders = new HashSet<>();
  private ClientConfig config = ClientConfig.defaults();
  private double factor = 1;
  private boolean unfinished;

  Worker(WorkerAssembly parts, Clock clock, AgentLog log, Consumer<WorkerEvent> events) {
    this.parts = parts;
    this.clock = clock;
    this.log = log;
    this.events = events;
  }

  void configure(ClientConfig newConfig) {
    config = newConfig;
    parts.bandwidth().limit(newConfig.number(ConfigKey.MAX_UPLOAD_KB_PER_SECOND));
    parts.collector().setLimits((int) newConfig.number(ConfigKey.MAX_CONCURRENT_UPLOADS),
        newConfig.number(ConfigKey.MAX_FILE_SIZE_MB) << 20);
  }

  ClientConfig config() {
    return config;
  }

  /** Looks everywhere once and sends what is new. */
  void scan() throws IOException, Shipper.NotAllowed, InterruptedException {
    Instant began = clock.instant();
    Instant end = began.plus(config.scanTimeout());
    parts.progress().enter("scanning");
    boolean cleansUp = cleansUp();
    Predicate<FileFacts> settled = facts -> !cleansUp && parts.collector().isSettled(facts);
    LogFinder.Result found = parts.finder().find(config, settled, () -> isTimeUp(end));
    parts.callOff().check();
    long finding = Duration.between(began, clock.instant()).toMillis();
    parts.progress().scanned(found.count(), found.folders().size());
    watch(found.folders());
    parts.parkedRound().run(config);
    parts.progress().enter("processing");
    long changed = process(parts.trashRound().due(), began) + process(found.files(), began);
    deliver();
    parts.progress().processed(changed);
    if (cleansUp) {
      cleanUp(found.files(), began);
    }
    unfinished = found.cut() || changed >= config.number(ConfigKey.MAX_FILES_PER_SCAN);
    if (!unfinished) {
      parts.learning().completed(began);
      if (parts.learning().sawEveryFolder()) {
        parts.departed().forget(found.met());
      }
    }
    parts.learning().save();
    factor = Math.clamp(factor * (changed > 0 ? 0.5 : 1.5), LEAST_FACTOR, GREATEST_FACTOR);
    long millis = Duration.between(began, clock.instant()).toMillis();
    log.info("scan", "scan done", "files", found.count(), "changed", changed, "milliseconds", millis,
        "finding_ms", finding);
    events.accept(new WorkerEvent.Scanned(found.count(), changed, millis));
    parts.progress().enter("idle");
  }

  private boolean cleansUp() {
    return !config.choice(ConfigKey.CLEANUP).equals("keep") && parts.mayCleanUp();
  }

  private Cleanup.Order order(Instant now) {
    return new Cleanup.Order(
        now.minus(config.cleanupAfter()), config.choice(ConfigKey.CLEANUP).equals("delete_and_prune"));
  }

  private void cleanUp(List<Found> files, Instant now) {
    List<Path> roots = files.stream().map(Found::root).distinct().toList();
    parts.cleanup().begin(roots);
    Cleanup.Order order = order(now);
    for (Found file : files) {
      if (file.facts().modified().isBefore(order.lastWrittenBefore())) {
        parts.cleanup().clean(file.root(), file.facts().path(), file.facts().id(), order);
      }
    }
    roots.forEach(parts.cleanup()::emptyTrash);
  }

  /** The files that cleanup would take away after a scan now; none when it is off. */
  List<Path> removable() {
    if (!cleansUp()) {
      return List.of();
    }
    LogFinder.Result found = parts.finder().find(config, _ -> false, () -> false);
    parts.cleanup().begin(found.files().stream().map(Found::root).distinct().toList());
    Cleanup.Order order = order(clock.instant());
    return found.files().stream()
        .filter(file -> parts.cleanup().mayGo(file.root(), file.facts().path(), file.facts().id(), order))
        .map(file -> file.facts().path())
        .toList();
  }

  private boolean isTimeUp(Instant end) {
    parts.progress().beat();
    return parts.callOff().isRequested() || clock.instant().isAfter(end);
  }

  private void watch(Set<Path> looked) {
    folders.clear();
    folders.addAll(looked);
    parts.watch().watch(folders);
  }

  private long process(List<Found> files, Instant now) throws IOException, Shipper.NotAllowed, InterruptedException {
    long limit = config.number(ConfigKey.MAX_FILES_PER_SCAN);
    long changed = 0;
    hot.clear();
    for (Found file : files) {
      FileFacts facts = file.facts();
      if (facts.modified().isAfter(now.minus(HOT))) {
        hot.put(facts.id(), file);
      }
      boolean finished = facts.modified().isBefore(now.minus(config.cleanupAfter()));
      if (changed < limit && parts.collector().hasWork(facts, finished) && !isStale(facts, now)) {
        changed++;
        parts.callOff().check();
        parts.progress().beat();
        parts.collector().collect(file, finished);
      }
    }
    return changed;
  }

  /**
   * Old before the last whole scan and never met: not ours to collect. What was begun is always finished, and nothing is
   * old when cursors were lost or the last scan was in what is now the future.
   */
  private boolean isStale(FileFacts facts, Instant now) {
    @Nullable Instant last = parts.learning().lastCompletedScan();
    if (parts.cursorsWereDamaged() || (last != null && last.isAfter(now))) {
      return false;
    }
    Instant since = last != null ? last : config.flag(ConfigKey.BACKFILL) ? Instant.MIN : now;
    return parts.collector().cursor(facts.id()) == null
        && !since.equals(Instant.MIN)
        && facts.modified().isBefore(since.minus(config.maxFileAge()));
  }

  /** Looks at folders where something changed and at files that were growing lately, and sends what is new. */
  void follow() throws IOException, Shipper.NotAllowed, InterruptedException {
    parts.parkedRound().run(config);
    LogFinder.Result seen = parts.finder().look(parts.watch().takeChanged(), config, parts.callOff()::isRequested);
    Map<String, Found> due = new LinkedHashMap<>(hot);
    seen.files().forEach(file -> due.put(file.facts().id(), file));
    seen.files().forEach(file -> hot.put(file.facts().id(), file));
    if (folders.addAll(seen.folders())) {
      parts.watch().watch(folders);
    }
    long changed = 0;
    for (Found file : due.values()) {
      FileFacts now = nowOrNull(file);
      if (now != null && parts.collector().hasWork(now, false) && !isStale(now, clock.instant())) {
        changed++;
        parts.collector().collect(new Found(now, file.root()), false);
      }
    }
    parts.progress().processed(changed);
    if (parts.collector().hasPending() && pace.allows(clock.instant(), config.number(ConfigKey.MAX_UPLOADS_PER_HOUR))) {
      deliver();
    }
    parts.progress().enter("idle");
  }

  private @Nullable FileFacts nowOrNull(Found file) {
    try {
      FileFacts now = FileFacts.of(file.facts().path());
      if (now.modified().isBefore(clock.instant().minus(HOT))) {
        hot.remove(file.facts().id());
      }
      return now;
    } catch (IOException _) {
      hot.remove(file.facts().id());
      return null;
    }
  }

  private void deliver() throws IOException, Shipper.NotAllowed, InterruptedException {
    parts.progress().enter("uploading");
    long before = parts.shipper().uploads();
    parts.collector().flush();
    parts.shipper().settleAll();
    parts.collector().settled();
    for (long upload = before; upload < parts.shipper().uploads(); upload++) {
      pace.uploaded(clock.instant());
    }
  }

  /** How long to wait before the next scan: shorter where scans find something, none when the last was not finished. */
  Duration untilNextScan() {
    return unfinished ? Duration.ZERO : Duration.ofMillis((long) (config.scanInterval().toMillis() * factor));
  }

  /** Begins everything anew for a server that lost what it had; what it still has it recognises. */
  void resend(@Nullable Instant since) throws IOException {
    parts.collector().forgetAhead();
    parts.shipper().forgetLast();
    parts.resending().begin(since);
    parts.trashRound().begin();
  }

  /** After the server refused or the work was called off: what is not acknowledged will be read again. */
  void goBack() {
    parts.collector().forgetAhead();
  }
}
