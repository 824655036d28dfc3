package dev.tokenly.agent.launcher;

import dev.tokenly.agent.link.ServerLink;
import dev.tokenly.agent.place.AgentFolders;
import dev.tokenly.agent.place.AgentKey;
import dev.tokenly.agent.place.AgentLog;
import dev.tokenly.agent.place.PathNames;
import dev.tokenly.agent.worker.OneRun;
import dev.tokenly.agent.worker.keep.Deletions;
import dev.tokenly.agent.worker.keep.Gaps;
import dev.tokenly.agent.worker.ship.Shipper;
import dev.tokenly.model.Version;
import dev.tokenly.model.protocol.AgentNotes;
import dev.tokenly.model.protocol.HeartbeatReply;
import dev.tokenly.model.protocol.Resync;
import dev.tokenly.model.protocol.WorkerStatus;
import java.io.IOException;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

/**
 * {@code --once}: one collection in this process, or with {@code --dry-run} only a look at what it would be; {@code
 * deletions --dry-run}: a look at what its cleanup would take away.
 */
final class Once {
  private static final Duration SERVER_TIMEOUT = Duration.ofSeconds(60);

  private Once() {}

  /** Answers the exit code; the table goes to {@code out}. */
  static int run(LauncherOptions options, PrintStream out) throws IOException, InterruptedException {
    AgentFolders folders = options.folders();
    AgentLog log = new AgentLog(Clock.systemUTC(), System.err, null, true, AgentLog.Level.WARN);
    OneRun run = new OneRun(folders, options.localPolicy(), options.rights().everyHome(), Clock.systemUTC(), log);
    try {
      if (options.has("deletions")) {
        out.print(run.removable(StateFile.load(folders.state(), log).config()));
        return 0;
      }
      if (options.has("--dry-run")) {
        out.print(run.rehearse(StateFile.load(folders.state(), log).config()));
        return 0;
      }
      folders.create();
      try (InstanceLock _ = InstanceLock.take(folders.lock())) {
        return collect(options, run, log, out);
      }
    } catch (Shipper.NotAllowed e) {
      throw new IOException("the server refused the upload: " + e.getMessage(), e);
    }
  }

  private static int collect(LauncherOptions options, OneRun run, AgentLog log, PrintStream out)
      throws IOException, InterruptedException, Shipper.NotAllowed {
    AgentKey key = AgentKey.in(options.folders().key(), new SecureRandom());
    ServerLink server =
        new ServerLink(options.requiredServer(), key.secret(), options.rights().caFile(), SERVER_TIMEOUT);
    Clock clock = Clock.systemUTC();
    Beat beat = new Beat(server, options.hostname(), clock);
    StateFile state = StateFile.load(options.folders().state(), log);
    state.put("server_endpoint", server.server().toString()).put("hostname", options.hostname());
    Standing standing = new Standing(state);
    PathNames names = PathNames.of(options.localPolicy(), options.folders());
    Removals removals = new Removals(new Deletions(options.folders().data()), names, state, log);
    String gap = Gaps.in(options.folders().data(), clock, log).lately(names);
    AgentNotes notes = new AgentNotes(options.shownPolicy(names), gap, null, standing.footing(), removals.due());
    HeartbeatReply reply = beat.send(WorkerStatus.RUNNING, null, Version.TEXT, notes);
    return switch (reply) {
      case HeartbeatReply.Approved approved -> {
        removals.heard();
        state.put("server_approved", true).put("server_config", approved.config().toMap())
            .put("last_heartbeat", clock.instant()).save();
        try {
          Resync lost = standing.due(approved.resync());
          out.print(run.collect(approved.config(), server, options.hostname(), lost, standing::heard));
        } finally {
          state.save();
        }
        yield 0;
      }
      case HeartbeatReply.Pending _ ->
          throw new IOException("this machine waits for approval; its key is " + key.fingerprint());
      case HeartbeatReply.Refused refused ->
          throw new IOException("the server refuses this machine (" + refused.reason() + "): " + refused.message());
      case HeartbeatReply.Unavailable away ->
          throw new IOException("no answer from " + server.server() + ": " + away.message());
    };
  }
}
