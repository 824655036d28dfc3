package dev.tokenly.agent.launcher;

import static java.util.stream.Collectors.joining;

import dev.tokenly.agent.place.AgentFolders;
import dev.tokenly.agent.place.AgentKey;
import dev.tokenly.agent.place.AgentLog;
import dev.tokenly.agent.place.LocalPolicy;
import dev.tokenly.agent.worker.Accounting;
import dev.tokenly.agent.worker.OneRun;
import dev.tokenly.agent.worker.keep.Gaps;
import dev.tokenly.agent.worker.ship.Batch;
import dev.tokenly.agent.worker.ship.Delivery;
import dev.tokenly.agent.worker.ship.Shipper;
import dev.tokenly.agent.worker.ship.Uploader;
import dev.tokenly.model.Display;
import dev.tokenly.model.protocol.ClientConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/**
 * {@code doctor}: what this agent may read, what it knows, what it would send, what is parked and why, and the accounting
 * of every line. Changes nothing.
 */
final class Doctor {
  private Doctor() {}

  static int run(LauncherOptions options, PrintStream out) throws IOException, InterruptedException {
    AgentFolders folders = options.folders();
    Clock clock = Clock.systemUTC();
    AgentLog log = new AgentLog(clock, System.err, null, true, AgentLog.Level.WARN);
    OneRun run = new OneRun(folders, options.localPolicy(), options.rights().everyHome(), clock, log);
    StateFile state = StateFile.load(folders.state(), log);
    try {
      if (options.has("--show-payload")) {
        run.rehearse(
            state.config(), names -> {
              Uploader.Sender sender = new Uploader.Sender(options.hostname(), names);
              return batch -> show(batch, sender, clock.instant(), out);
            });
        return 0;
      }
      identity(options, folders, state, out);
      policy(options.localPolicy(), state.config(), out);
      out.println();
      out.print(Accounting.of(folders, log));
      out.print(Gaps.in(folders.data(), clock, log).table());
      out.println();
      out.println("Not shipped yet:");
      out.print(run.rehearse(state.config()));
      return 0;
    } catch (Shipper.NotAllowed e) {
      throw new IOException("a rehearsal sends nothing, so nobody can refuse it", e);
    }
  }

  /** Exactly the lines that would leave; what would be said of them goes to standard error, so that a pipe gets lines. */
  private static Delivery show(Batch batch, Uploader.Sender sender, Instant now, PrintStream out) {
    synchronized (out) {
      if (batch.lineCount() > 0) {
        String about = Uploader.metadata(batch, UUID.randomUUID().toString(), sender, now).toJson();
        System.err.println("an upload's metadata: " + Display.escaped(about));
      }
      out.writeBytes(batch.lines().toBytes());
      out.flush();
    }
    return new Delivery.Delivered(batch.lineCount() == 0 ? 0 : 1);
  }

  private static void identity(LauncherOptions options, AgentFolders folders, StateFile state, PrintStream out) {
    String server = state.text("server_endpoint");
    String beat = state.text("last_heartbeat");
    out.println("host        " + options.hostname());
    out.println(
        "server      " + (server == null ? "none yet: start the agent with --server URL" : Display.clean(server)));
    out.println("key         " + key(folders));
    out.println("approved    " + (state.approved() ? "yes" : "not yet: tokenly approve " + options.hostname()));
    out.println("last beat   " + (beat == null ? "never" : seconds(beat)));
    out.println("data        " + folders.data());
  }

  private static String seconds(String time) {
    try {
      return Instant.parse(time).truncatedTo(ChronoUnit.SECONDS).toString();
    } catch (DateTimeParseException _) {
      return Display.clean(time);
    }
  }

  private static String key(AgentFolders folders) {
    try {
      return Files.exists(folders.key()) ? AgentKey.read(folders.key()).fingerprint() : "none yet";
    } catch (IOException e) {
      return "unusable: " + e.getMessage();
    }
  }

  private static void policy(LocalPolicy policy, ClientConfig config, PrintStream out) {
    out.println("may read    " + listed(policy.allowRoots(), "whatever the server configures"));
    out.println("never reads " + listed(policy.denyRoots(), "-"));
    out.println("tells paths " + (policy.hashedPaths() ? "as hashes" : "as ~/… when they are in a home, else whole"));
    out.println(
        "looks in    the tools' own folders, " + listed(config.discoveryPaths(ThisSystem.info().os()), "no other"));
  }

  private static String listed(List<?> paths, String none) {
    return paths.isEmpty() ? none : paths.stream().map(path -> Display.clean(path.toString())).collect(joining(", "));
  }
}
