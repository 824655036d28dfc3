package dev.tokenly.agent.worker;

import dev.tokenly.agent.ipc.LineChannel;
import dev.tokenly.agent.ipc.WorkerCommand;
import dev.tokenly.agent.ipc.WorkerEvent;
import dev.tokenly.agent.place.AgentLog;
import dev.tokenly.agent.worker.ship.Shipper;
import dev.tokenly.model.Version;
import dev.tokenly.model.json.BadField;
import dev.tokenly.model.protocol.ClientConfig;
import dev.tokenly.model.protocol.ConfigKey;
import dev.tokenly.model.protocol.Resync;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Takes the launcher's commands and keeps the worker at its work between them. */
final class Office {
  private static final Duration ALIVE = Duration.ofSeconds(60);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(10);
  private static final long IDLE_MS = 10_000;
  private static final long SETTLE_MS = 200;
  private static final Duration GOODBYE = Duration.ofSeconds(8);

  private final LineChannel launcher;
  private final WorkerAssembly parts;
  private final Worker worker;
  private final Clock clock;
  private final AgentLog log;
  private final BlockingQueue<Optional<WorkerCommand>> inbox = new LinkedBlockingQueue<>();
  private final CountDownLatch gone = new CountDownLatch(1);
  private boolean working;
  private volatile @Nullable String resynced;
  private Instant nextScan = Instant.MIN;
  private Instant nextLook = Instant.MIN;

  Office(LineChannel launcher, WorkerAssembly parts, Clock clock, AgentLog log) {
    this.launcher = launcher;
    this.parts = parts;
    this.clock = clock;
    this.log = log;
    this.worker = new Worker(parts, clock, log, this::tell);
    parts.watch().whenNoticed(this::look);
  }

  /** Works until told to shut down or until the launcher is gone. */
  void run() {
    Thread.ofPlatform().daemon().name("launcher").start(this::listen);
    tell(new WorkerEvent.Started("worker is ready"));
    log.info("worker", "worker is ready", "version", Version.TEXT);
    try {
      while (obey(next())) {
        if (working) {
          work();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      tell(new WorkerEvent.Stopped("worker has stopped"));
      gone.countDown();
    }
  }

  /** Ends the work from another thread and waits a little for it. */
  void shutDown() {
    give(new WorkerCommand.Shutdown());
    try {
      gone.await(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void listen() {
    try {
      for (String line = launcher.read(); line != null; line = launcher.read()) {
        receive(line);
      }
    } catch (IOException _) {
      // the end of the connection, in another way
    }
    give(new WorkerCommand.Shutdown());
  }

  private void receive(String line) {
    WorkerCommand command;
    try {
      command = WorkerCommand.parse(line);
    } catch (IllegalArgumentException e) {
      log.warn("ipc", "a command was not understood", "why", e.getMessage());
      return;
    }
    if (command instanceof WorkerCommand.Status) {
      if (parts.progress().isAlive(ALIVE)) {
        tell(parts.progress().status(parts.shipper().queued(), news()));
      }
      return;
    }
    give(command);
  }

  private WorkerEvent.News news() {
    String done = resynced; // read first: what follows it is no older
    return new WorkerEvent.News(parts.shipper().last(), done, parts.gaps().lately(parts.names()));
  }

  /** The one lock makes sure that a call-off never outlives the command it was for. */
  private synchronized void give(WorkerCommand command) {
    inbox.add(Optional.of(command));
    if (!(command instanceof WorkerCommand.UpdateConfig)) {
      parts.callOff().request();
    }
  }

  private synchronized void heard() {
    if (inbox.isEmpty()) {
      parts.callOff().clear();
    }
  }

  /** Files changed: look soon. Called by the watching thread, for which one mark in the inbox is enough. */
  private synchronized void look() {
    if (inbox.isEmpty()) {
      inbox.add(Optional.empty());
    }
  }

  /** The next command, or null when it is time to look at the files again. */
  private @Nullable WorkerCommand next() throws InterruptedException {
    while (true) {
      parts.progress().beat();
      Instant now = clock.instant();
      Instant due = nextLook.isBefore(nextScan) ? nextLook : nextScan;
      long millis = working && !due.isAfter(now)
          ? 0
          : working ? Math.min(IDLE_MS, Duration.between(now, due).toMillis()) : IDLE_MS;
      Optional<WorkerCommand> said = inbox.poll(millis, TimeUnit.MILLISECONDS);
      heard();
      if (said != null && said.isPresent()) {
        return said.get();
      }
      if (said != null && working) {
        Thread.sleep(SETTLE_MS);
        return null;
      }
      if (working && !due.isAfter(clock.instant())) {
        return null;
      }
    }
  }

  private boolean obey(@Nullable WorkerCommand command) {
    switch (command) {
      case null -> {}
      case WorkerCommand.Start(var config) -> {
        configure(config);
        working = true;
        nextScan = Instant.MIN;
      }
      case WorkerCommand.UpdateConfig(var config) -> configure(config);
      case WorkerCommand.Stop() -> {
        worker.goBack();
        working = false;
        parts.progress().enter("idle");
        tell(new WorkerEvent.Stopped("waiting"));
      }
      case WorkerCommand.Restart() -> {
        worker.goBack();
        nextScan = Instant.MIN;
      }
      case WorkerCommand.Resend(var resync) -> resend(resync);
      case WorkerCommand.Status() -> {}
      case WorkerCommand.Shutdown() -> {
        parts.progress().enter("stopping");
        return false;
      }
    }
    return true;
  }

  private void resend(Resync resync) {
    if (resync.id().equals(resynced)) {
      return;
    }
    try {
      log.warn("worker", "the server was put back from a backup; everything is sent to it again");
      worker.resend(resync.since());
      resynced = resync.id();
      nextScan = Instant.MIN;
    } catch (IOException e) {
      log.error("worker", "the cursors cannot be moved back; the server will ask again", "why",
          String.valueOf(e.getMessage()));
    }
  }

  private void configure(Map<String, Object> config) {
    try {
      worker.configure(ClientConfig.defaults().with(config));
      log.setLevel(AgentLog.Level.valueOf(worker.config().choice(ConfigKey.LOG_LEVEL).toUpperCase(Locale.ROOT)));
      nextScan = Instant.MIN;
      tell(new WorkerEvent.ConfigUpdated("config taken over"));
    } catch (BadField e) {
      tell(new WorkerEvent.Problem("bad_config", "config refused, the last good one stays: " + e.getMessage(), true));
    }
  }

  private void work() {
    try {
      Instant now = clock.instant();
      if (!now.isBefore(nextScan) && worker.config().flag(ConfigKey.SCAN_ENABLED)) {
        worker.scan();
        System.gc(); // what a scan needed is given back to the system: the heap shrinks, but only when it is collected
        nextScan = clock.instant().plus(worker.untilNextScan());
      } else {
        worker.follow();
      }
      nextLook = clock.instant().plus(worker.config().tailInterval());
    } catch (Shipper.NotAllowed e) {
      worker.goBack();
      working = false;
      parts.progress().enter("error");
      tell(new WorkerEvent.Problem("unauthorized", String.valueOf(e.getMessage()), false));
    } catch (InterruptedException _) {
      worker.goBack();
      nextScan = clock.instant();
    } catch (IOException e) {
      worker.goBack();
      parts.progress().failed();
      parts.progress().enter("error");
      log.error("worker", "the agent's own files cannot be written; trying again", "why",
          String.valueOf(e.getMessage()));
      nextScan = clock.instant().plus(AFTER_TROUBLE);
      nextLook = nextScan;
    }
  }

  private void tell(WorkerEvent event) {
    try {
      launcher.write(event.toLine());
    } catch (IOException _) {
      // the launcher is gone; the listening thread notices too
    }
  }
}
