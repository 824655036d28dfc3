package dev.tokenly.agent.launcher;

import dev.tokenly.agent.ipc.LineChannel;
import dev.tokenly.agent.ipc.WorkerCommand;
import dev.tokenly.agent.ipc.WorkerEvent;
import dev.tokenly.agent.place.AgentLog;
import dev.tokenly.agent.worker.WorkerMain;
import dev.tokenly.model.protocol.ClientConfig;
import dev.tokenly.model.protocol.Resync;
import dev.tokenly.model.protocol.WorkerStatus;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one worker process going: starts it, gives it the config, asks for signs of life, ends one that hangs, and starts
 * a crashed one again, ever more slowly. Used by the launcher's one thread.
 */
final class WorkerKeeper {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LAST_PATIENCE = Duration.ofSeconds(2);
  private static final Duration WELL = Duration.ofMinutes(10);

  private final Starter starter;
  private final Queue<Happening> happenings;
  private final Restarts restarts;
  private final Clock clock;
  private final AgentLog log;
  private ClientConfig config = ClientConfig.defaults();
  private boolean wanted;
  private boolean refused;
  private @Nullable Process process;
  private @Nullable LineChannel channel;
  private WorkerEvent.@Nullable Status status;
  private Instant startAt = Instant.MIN;
  private Instant startedAt = Instant.MIN;
  private Instant askedAt = Instant.MIN;
  private Instant heardAt = Instant.MIN;

  /** Starts a worker process. */
  interface Starter {
    Process start() throws IOException;
  }

  WorkerKeeper(Starter starter, Queue<Happening> happenings, Restarts restarts, Clock clock, AgentLog log) {
    this.starter = starter;
    this.happenings = happenings;
    this.restarts = restarts;
    this.clock = clock;
    this.log = log;
  }

  /** A worker shall run, with this config; also tells a running one that uploads are welcome. */
  void want(ClientConfig newConfig, boolean resume) {
    boolean changed = !newConfig.equals(config);
    config = newConfig;
    wanted = true;
    refused = false;
    if (channel != null && resume) {
      tell(new WorkerCommand.Start(config.toMap()));
    } else if (channel != null && changed) {
      tell(new WorkerCommand.UpdateConfig(config.toMap()));
    }
  }

  /** A running worker shall send everything anew; one that does not run hears it when the server asks again. */
  void resend(Resync resync) {
    tell(new WorkerCommand.Resend(resync));
  }

  /** Does what is due: a start, a question for a sign of life, an end of patience. Answers when to come back. */
  Instant tend() {
    Instant now = clock.instant();
    if (process == null) {
      if (wanted && !now.isBefore(startAt)) {
        start(now);
      }
      return wanted ? startAt : Instant.MAX;
    }
    if (heardAt.plus(config.workerTimeout()).isBefore(now)) {
      log.warn("supervision", "the worker does not answer; ending it", "seconds", config.workerTimeout().toSeconds());
      kill(process, PATIENCE);
      heardAt = now;
    } else if (!askedAt.plus(interval()).isAfter(now)) {
      askedAt = now;
      tell(new WorkerCommand.Status());
    }
    if (startedAt.plus(WELL).isBefore(now)) {
      restarts.forget();
    }
    return askedAt.plus(interval());
  }

  private Duration interval() {
    Duration third = config.workerTimeout().dividedBy(3);
    return third.compareTo(Duration.ofSeconds(10)) > 0 ? Duration.ofSeconds(10) : third;
  }

  private void start(Instant now) {
    try {
      Process started = starter.start();
      process = started;
      startedAt = now;
      heardAt = now;
      askedAt = now;
      Thread.ofPlatform().daemon().name("worker-exit").start(() -> report(started));
    } catch (IOException e) {
      Duration delay = restarts.afterCrash(now);
      startAt = now.plus(delay);
      log.error("supervision", "the worker cannot be started", "why", String.valueOf(e.getMessage()), "again_in",
          delay);
    }
  }

  private void report(Process started) {
    try {
      happenings.add(new Happening.WorkerExited(started, started.waitFor()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** A worker process has connected and waits for its config. */
  void connected(LineChannel newChannel) {
    channel = newChannel;
    if (wanted) {
      tell(new WorkerCommand.Start(config.toMap()));
    }
  }

  void said(WorkerEvent event) {
    heardAt = clock.instant();
    if (event instanceof WorkerEvent.Status news) {
      status = news;
    }
  }

  /** A worker process ended: by our wish, or by a crash. */
  void exited(Process exited, int exitCode) {
    if (process == null || exited.pid() != process.pid()) {
      return;
    }
    process = null;
    channel = null;
    status = null;
    if (wanted) {
      Instant now = clock.instant();
      Duration delay = exitCode == WorkerMain.EXIT_FATAL ? Duration.ofMinutes(15) : restarts.afterCrash(now);
      startAt = now.plus(delay);
      log.warn("supervision", "the worker has ended", "exit_code", exitCode, "again_in", delay);
    }
  }

  /** Ends the running worker and starts one anew at once: what a start would run has changed. */
  void replace() throws InterruptedException {
    boolean wasWanted = wanted;
    stop();
    wanted = wasWanted;
    startAt = Instant.MIN;
    restarts.forget();
  }

  /** True for the process that is the worker now. */
  boolean isRunning(Process some) {
    return process != null && some.pid() == process.pid();
  }

  /** The server will have nothing of this machine: no worker runs, and none waits to. */
  void refuse() throws InterruptedException {
    refused = true;
    stop();
  }

  /** No worker shall run; a running one is asked to finish, then made to. */
  void stop() throws InterruptedException {
    wanted = false;
    Process running = process;
    if (running == null) {
      return;
    }
    tell(new WorkerCommand.Shutdown());
    if (!running.waitFor(PATIENCE.toMillis() - 3000, TimeUnit.MILLISECONDS)) {
      kill(running, LAST_PATIENCE);
    }
    process = null;
    channel = null;
    status = null;
  }

  private static void kill(Process running, Duration patience) {
    running.destroy();
    try {
      if (!running.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        running.destroyForcibly();
      }
    } catch (InterruptedException _) {
      running.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void tell(WorkerCommand command) {
    LineChannel to = channel;
    if (to == null) {
      return;
    }
    try {
      to.write(command.toLine());
    } catch (IOException e) {
      log.debug("ipc", "the worker could not be told", "why", String.valueOf(e.getMessage()));
    }
  }

  /** The worker's state as a heartbeat says it: one that starts, or waits for an approval, is pending. */
  WorkerStatus workerStatus() {
    if (process != null) {
      return WorkerStatus.RUNNING;
    }
    return restarts.isLooping() ? WorkerStatus.CRASHED : refused ? WorkerStatus.STOPPED : WorkerStatus.PENDING;
  }

  /** What the worker last said about its work. */
  WorkerEvent.@Nullable Status status() {
    return status;
  }

  /** The running worker's process id, or null. */
  @Nullable
  Long pid() {
    return process == null ? null : process.pid();
  }
}
