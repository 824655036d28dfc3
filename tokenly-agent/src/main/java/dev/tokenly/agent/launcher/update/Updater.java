package dev.tokenly.agent.launcher.update;

import dev.tokenly.agent.link.ServerLink;
import dev.tokenly.agent.place.AgentLog;
import dev.tokenly.model.protocol.ReleaseManifest;
import dev.tokenly.model.protocol.UpdateOffer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the worker: fetch, verify, swap, watch it for a minute, and put the old one back when the new one is not well. A
 * version that failed is not tried again until another is offered. Used by the launcher's one thread; fetching has its own.
 */
public final class Updater {
  private static final Duration PROBATION = Duration.ofSeconds(60);

  /** Words within these moments may still be the old worker's last; a new one that crashes does so before they are over. */
  private static final Duration FIRST_MOMENTS = Duration.ofSeconds(3);

  private final Memory memory;
  private final WorkerSlots slots;
  private final ServerLink server;
  private final Path updates;
  private final Clock clock;
  private final AgentLog log;
  private @Nullable Trial trial;
  private boolean fetching;

  /** A new worker being watched. */
  private record Trial(ReleaseManifest manifest, String before, Instant until) {}

  /** What must survive a restart; {@code null} forgets. */
  public interface Memory {
    @Nullable
    String recall(String name);

    void remember(String name, @Nullable Object value);
  }

  public Updater(Memory memory, WorkerSlots slots, ServerLink server, Path updates, Clock clock, AgentLog log) {
    this.memory = memory;
    this.slots = slots;
    this.server = server;
    this.updates = updates;
    this.clock = clock;
    this.log = log;
  }

  /** Before the first worker starts: an installation that was cut by a crash is taken back. */
  public void recover() {
    String before = memory.recall("update_before");
    if (before != null) {
      log.warn("update", "an update was interrupted; the worker before it runs again");
      putBack(before);
    }
  }

  /** Considers an offer; a good one is fetched by a thread of its own, which reports to {@code done}. */
  public void consider(UpdateOffer offer, String platform, Consumer<Fetch> done) {
    UpdateOffer.Release release = offer.release();
    String key = pinnedKey(offer.publicKey());
    boolean known = release == null || release.version().equals(memory.recall("failed_update"))
        || release.version().equals(memory.recall("worker_version"));
    if (!offer.enabled() || release == null || known || fetching || trial != null) {
      return;
    }
    ReleaseCheck.Machine machine = new ReleaseCheck.Machine(platform, sequence(), clock.instant());
    switch (key == null ? new ReleaseCheck.Refused("no key is pinned") : ReleaseCheck.of(release, key, machine)) {
      case ReleaseCheck.Refused(String why) -> failed(release.version(), why);
      case ReleaseCheck.Good(var manifest) -> {
        fetching = true;
        URI address = address(release.downloadUrl());
        Thread.ofPlatform().daemon().name("update").start(() -> done.accept(fetch(address, manifest)));
      }
    }
  }

  private URI address(String url) {
    return url.startsWith("/") ? server.server().resolve(url) : URI.create(url);
  }

  private Fetch fetch(URI address, ReleaseManifest manifest) {
    try {
      return new Fetch.Ready(manifest, Download.fetch(server, address, manifest, updates));
    } catch (IOException e) {
      return new Fetch.Failed(manifest.version(), String.valueOf(e.getMessage()));
    }
  }

  /** The key in the machine's policy, or the first one the server showed: later ones are not believed. */
  private @Nullable String pinnedKey(@Nullable String offered) {
    String pinned = memory.recall("update_key");
    if (pinned == null && offered != null) {
      memory.remember("update_key", offered);
      return offered;
    }
    return pinned;
  }

  private long sequence() {
    String last = memory.recall("update_sequence");
    return last == null ? 0 : Long.parseLong(last);
  }

  /** A fetch ended. True when the worker was replaced, so that it must be started anew. */
  public boolean fetched(Fetch fetch) {
    fetching = false;
    return switch (fetch) {
      case Fetch.Failed(String version, String why) -> {
        log.warn("update", "a release could not be fetched; trying again at the next offer", "version", version, "why",
            why);
        yield false;
      }
      case Fetch.Ready(var manifest, Path file) -> swap(manifest, file);
    };
  }

  private boolean swap(ReleaseManifest manifest, Path file) {
    try {
      String before = slots.current();
      memory.remember("update_before", before);
      slots.install(file);
      trial = new Trial(manifest, before, clock.instant().plus(PROBATION));
      log.info("update", "trying a new worker", "version", manifest.version());
      return true;
    } catch (IOException e) {
      failed(manifest.version(), "cannot be put in place: " + e.getMessage());
      recover();
      return false;
    }
  }

  /** The worker on trial says how it is: that is what it takes to stay. */
  public void heardFromWorker() {
    Trial passed = trial;
    if (passed != null && clock.instant().isAfter(passed.until.minus(PROBATION.minus(FIRST_MOMENTS)))) {
      trial = null;
      memory.remember("worker_version", passed.manifest.version());
      memory.remember("update_sequence", Long.toString(passed.manifest.sequence()));
      memory.remember("failed_update", null);
      memory.remember("update_before", null);
      log.info("update", "the new worker is well", "version", passed.manifest.version());
    }
  }

  /** The worker ended, or its time is up: a worker on trial has failed. True when the old one is back and must be started. */
  public boolean workerFailed(String why) {
    Trial failed = trial;
    if (failed == null) {
      return false;
    }
    trial = null;
    failed(failed.manifest.version(), why);
    putBack(failed.before);
    return true;
  }

  /** When a worker on trial must have been heard from. */
  public Instant deadline() {
    return trial == null ? Instant.MAX : trial.until;
  }

  private void putBack(String before) {
    try {
      slots.restore(before);
    } catch (IOException e) {
      log.error("update", "the old worker cannot be put back", "why", e.getMessage());
      useBuiltIn();
    }
    memory.remember("update_before", null);
  }

  private void useBuiltIn() {
    try {
      slots.useBuiltIn();
    } catch (IOException e) {
      log.error("update", "the data folder cannot be changed", "why", e.getMessage());
    }
  }

  private void failed(String version, String why) {
    log.error("update", "a release is not taken", "version", version, "why", why);
    memory.remember("failed_update", version);
  }
}
