package dev.tokenly.agent.launcher;

import dev.tokenly.agent.ipc.WorkerEvent;
import dev.tokenly.agent.launcher.update.Updater;
import dev.tokenly.agent.link.Backoff;
import dev.tokenly.agent.place.AgentLog;
import dev.tokenly.agent.place.PathNames;
import dev.tokenly.agent.worker.keep.Deletions;
import dev.tokenly.model.Version;
import dev.tokenly.model.json.BadField;
import dev.tokenly.model.protocol.AgentNotes;
import dev.tokenly.model.protocol.ClientConfig;
import dev.tokenly.model.protocol.ConfigKey;
import dev.tokenly.model.protocol.HeartbeatReply;
import dev.tokenly.model.protocol.Resync;
import dev.tokenly.model.protocol.WorkerStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The part that must not fail. One thread takes happenings from one queue, beats when a beat is due, and tends the worker;
 * the switch over the heartbeat's reply is what it does.
 */
final class Launcher {
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);
  private static final Duration REFUSED_WAIT = Duration.ofHours(1);
  private static final Duration LONGEST_SLEEP = Duration.ofSeconds(30);
  private static final Duration LEAST_WAIT = Duration.ofSeconds(1);
  private static final Duration NEWS_WAIT = Duration.ofSeconds(5);

  private final Beat beat;
  private final WorkerKeeper worker;
  private final ProxyKeeper proxy;
  private final StateFile state;
  private final BlockingQueue<Happening> happenings;
  private final Backoff backoff;
  private final Notify systemd;
  private final Updater updater;
  private final Standing standing;
  private final Removals removals;
  private final PathNames names;
  private final Clock clock;
  private final AgentLog log;
  private AgentNotes notes;
  private ClientConfig config;
  private Instant nextBeat = Instant.MIN;
  private Instant lastBeat = Instant.MIN;
  private WorkerStatus told = WorkerStatus.PENDING;
  private boolean resume;
  private @Nullable String lastWord;

  Launcher(Parts parts, BlockingQueue<Happening> happenings, Clock clock, AgentLog log) {
    this.beat = parts.beat();
    this.worker = parts.children().worker();
    this.proxy = parts.children().proxy();
    this.state = parts.state();
    this.backoff = parts.backoff();
    this.notes = parts.notes();
    this.systemd = parts.systemd();
    this.updater = parts.updater();
    this.standing = new Standing(state);
    this.removals = new Removals(parts.deletions(), parts.names(), state, log);
    this.names = parts.names();
    this.happenings = happenings;
    this.clock = clock;
    this.log = log;
    this.config = state.config();
  }

  /** The processes the launcher keeps. */
  record Children(WorkerKeeper worker, ProxyKeeper proxy) {}

  record Parts(Beat beat, Children children, StateFile state, Backoff backoff, AgentNotes notes, Notify systemd,
      Updater updater, Deletions deletions, PathNames names) {}

  /**
   * Runs until told to stop; an approved machine whose server is away goes on with the last known config. A change of the
   * worker's state is told within seconds, not with the next due beat, which may be an hour away.
   */
  void run() throws InterruptedException {
    updater.recover();
    if (state.approved()) {
      worker.want(config, false);
      proxy.want(config.proxy());
    }
    while (true) {
      if (!clock.instant().isBefore(nextBeat)) {
        beat();
        systemd.ready();
      }
      if (!clock.instant().isBefore(updater.deadline()) && updater.workerFailed("not heard from within a minute")) {
        worker.replace();
      }
      Instant tendAgain = min(worker.tend(), proxy.tend());
      if (worker.workerStatus() != told) {
        nextBeat = min(nextBeat, lastBeat.plus(NEWS_WAIT));
      }
      Happening happening = next(min(min(tendAgain, systemd.sign()), updater.deadline()));
      if (happening instanceof Happening.StopNow) {
        systemd.stopping();
        proxy.stop();
        worker.stop();
        state.put("worker_status", "stopped").put("worker_pid", null).save();
        return;
      }
      if (happening != null) {
        take(happening);
      }
    }
  }

  private @Nullable Happening next(Instant tendAgain) throws InterruptedException {
    Instant now = clock.instant();
    Instant latest = now.plus(LONGEST_SLEEP);
    Instant due = tendAgain.isBefore(nextBeat) ? tendAgain : nextBeat;
    long millis = due.isAfter(latest)
        ? LONGEST_SLEEP.toMillis()
        : Duration.between(now, due.isBefore(now) ? now : due).toMillis();
    return happenings.poll(millis, TimeUnit.MILLISECONDS);
  }

  private void take(Happening happening) throws InterruptedException {
    switch (happening) {
      case Happening.WorkerConnected(var channel) -> worker.connected(channel);
      case Happening.WorkerSaid(var event) -> heard(event);
      case Happening.WorkerExited(var process, int code) -> {
        if (worker.isRunning(process) && updater.workerFailed("it ended with exit code " + code)) {
          worker.replace();
        } else {
          worker.exited(process, code);
        }
      }
      case Happening.Fetched(var fetch) -> {
        if (updater.fetched(fetch)) {
          worker.replace();
        }
      }
      case Happening.BeatNow() -> nextBeat = Instant.MIN;
      case Happening.StopNow() -> {}
    }
  }

  private void heard(WorkerEvent event) {
    worker.said(event);
    if (event instanceof WorkerEvent.Status status) {
      standing.heard(status.news());
      updater.heardFromWorker();
    }
    if (event instanceof WorkerEvent.Problem(String code, String message, boolean fatal)) {
      log.warn("worker", "the worker reports a problem", "code", code, "message", message, "fatal", fatal);
      notes = new AgentNotes(notes.policy(), message, null);
      if (code.equals("unauthorized")) {
        resume = true;
        nextBeat = min(nextBeat, clock.instant().plus(LEAST_WAIT));
      }
    }
  }

  private static Instant min(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private void beat() throws InterruptedException {
    HeartbeatReply reply;
    lastBeat = clock.instant();
    told = worker.workerStatus();
    try {
      reply = beat.send(told, worker.status(), workerVersion(), notesNow());
    } catch (BadField e) {
      log.error("heartbeat", "the server's config is refused, the last good one stays", "why", e.getMessage());
      notes = new AgentNotes(notes.policy(), "config refused: " + e.getMessage(), null);
      nextBeat = clock.instant().plus(config.heartbeatInterval());
      return;
    } catch (IllegalArgumentException e) {
      reply = new HeartbeatReply.Unavailable(200, "the answer is not one of a Tokenly server: " + e.getMessage(), null);
    }
    Instant now = clock.instant();
    Duration wait = act(reply);
    nextBeat = now.plus(wait.compareTo(LEAST_WAIT) < 0 ? LEAST_WAIT : wait);
    state
        .put("last_heartbeat", now)
        .put("worker_status", worker.workerStatus().wireName())
        .put("worker_pid", worker.pid())
        .save();
  }

  private String workerVersion() {
    String version = state.text("worker_version");
    return version == null ? Version.TEXT : version;
  }

  private AgentNotes notesNow() {
    String problem = notes.problem() == null ? proxy.problem() : notes.problem();
    String worth = problem == null ? standing.gap() : names.tellWithin(problem);
    return new AgentNotes(notes.policy(), worth, state.text("failed_update"), standing.footing(), removals.due());
  }

  /** Does what the reply says and answers how long to wait for the next beat. */
  private Duration act(HeartbeatReply reply) throws InterruptedException {
    return switch (reply) {
      case HeartbeatReply.Approved approved -> collect(approved);
      case HeartbeatReply.Pending pending -> {
        backoff.reset();
        checkClock(pending.serverTime());
        sayOnce("not collecting yet: " + pending.message());
        state.put("server_approved", false).put("consecutive_failures", 0);
        worker.stop();
        yield Duration.ofSeconds(pending.retryAfterSeconds());
      }
      case HeartbeatReply.Refused refused -> {
        backoff.reset();
        sayOnce("the server refuses this machine (" + refused.reason() + "): " + refused.message());
        state.put("server_approved", false);
        worker.refuse();
        proxy.want(Map.of());
        yield REFUSED_WAIT;
      }
      case HeartbeatReply.Unavailable(int status, String message, Long seconds) -> {
        sayOnce("no answer from the server (" + (status == 0 ? message : status + " " + message) + "); trying again");
        state.put("consecutive_failures", state.number("consecutive_failures") + 1);
        Duration wait = backoff.next();
        yield seconds == null || wait.toSeconds() > seconds ? wait : Duration.ofSeconds(seconds);
      }
    };
  }

  private Duration collect(HeartbeatReply.Approved approved) throws InterruptedException {
    backoff.reset();
    removals.heard();
    checkClock(approved.serverTime());
    sayOnce("approved: collecting for " + state.text("server_endpoint"));
    config = approved.config();
    notes = new AgentNotes(notes.policy(), null, null);
    state.put("server_approved", true).put("consecutive_failures", 0).put("server_config", config.toMap());
    worker.want(config, resume);
    proxy.want(config.proxy());
    resume = false;
    Resync lost = standing.due(approved.resync());
    if (lost != null) {
      worker.resend(lost);
    }
    if (config.flag(ConfigKey.UPDATE_ENABLED)) {
      updater.consider(
          approved.update(), ThisSystem.platform(), fetch -> happenings.add(new Happening.Fetched(fetch)));
    }
    Long soon = approved.heartbeatIntervalSeconds();
    return soon == null ? config.heartbeatInterval() : Duration.ofSeconds(soon);
  }

  private void sayOnce(String word) {
    if (!word.equals(lastWord)) {
      lastWord = word;
      log.info("heartbeat", word);
      systemd.status(word);
    }
  }

  private void checkClock(@Nullable Instant serverTime) {
    if (serverTime != null) {
      Duration off = Duration.between(serverTime, clock.instant());
      if (off.abs().compareTo(CLOCK_TOLERANCE) > 0) {
        log.warn("clock", "this machine's clock differs from the server's", "seconds", off.toSeconds());
      }
    }
  }
}
