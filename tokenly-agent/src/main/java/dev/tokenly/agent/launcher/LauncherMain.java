package dev.tokenly.agent.launcher;

import dev.tokenly.agent.launcher.update.Updater;
import dev.tokenly.agent.launcher.update.WorkerSlots;
import dev.tokenly.agent.link.Backoff;
import dev.tokenly.agent.link.ServerAddress;
import dev.tokenly.agent.link.ServerLink;
import dev.tokenly.agent.place.AgentFolders;
import dev.tokenly.agent.place.AgentKey;
import dev.tokenly.agent.place.AgentLog;
import dev.tokenly.agent.place.PathNames;
import dev.tokenly.agent.place.RotatedFile;
import dev.tokenly.agent.worker.WorkerOptions;
import dev.tokenly.agent.worker.keep.Deletions;
import dev.tokenly.formats.log.Machine;
import dev.tokenly.model.Version;
import dev.tokenly.model.protocol.AgentNotes;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jline.utils.Signals;

/** {@code tokenly-launcher}: exit codes 0 done, 1 failed, 2 wrong usage. */
public final class LauncherMain {
  private static final long ROOM_TO_READ = 60L << 20;
  private static final Duration SERVER_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration FIRST_WAIT = Duration.ofSeconds(60);
  private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(9);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private LauncherMain() {}

  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments)));
  }

  private static int run(List<String> arguments) {
    try {
      LauncherOptions options =
          LauncherOptions.parse(arguments, Machine.current(), System.getProperty("user.name", ""));
      if (options.has("--help")) {
        System.out.print(LauncherOptions.HELP);
        return 0;
      }
      if (options.has("--version")) {
        System.out.println("tokenly-launcher " + Version.TEXT);
        return 0;
      }
      if (options.has("--install") || options.has("--uninstall") || options.has("--print")) {
        return ServiceRequest.run(options, Machine.current(), System.out);
      }
      if (options.has("deletions") && !options.has("--dry-run")) {
        System.out.print(new Deletions(options.folders().data()).table());
        return 0;
      }
      if (!options.has("--once") && !options.has("doctor") && !options.has("deletions")) {
        return supervise(options);
      }
      if (Runtime.getRuntime().maxMemory() < ROOM_TO_READ) {
        return WorkerCommandLine.again(arguments);
      }
      return options.has("doctor") ? Doctor.run(options, System.out) : Once.run(options, System.out);
    } catch (IllegalArgumentException e) {
      System.err.println("tokenly-launcher: " + e.getMessage());
      System.err.println("Try 'tokenly-launcher --help'.");
      return 2;
    } catch (AccessDeniedException e) {
      System.err.println("tokenly-launcher: no right to use " + e.getFile());
      return 1;
    } catch (IOException e) {
      System.err.println("tokenly-launcher: " + e.getMessage());
      return 1;
    } catch (InterruptedException _) {
      return 1;
    }
  }

  private static int supervise(LauncherOptions options) throws IOException, InterruptedException {
    ServerAddress address = options.requiredServer();
    AgentFolders folders = options.folders();
    folders.create();
    CountDownLatch done = new CountDownLatch(1);
    boolean human = isHuman(options);
    AgentLog log =
        new AgentLog(
            Clock.systemUTC(), System.err, new RotatedFile(folders.logs().resolve("launcher.log")), human,
            options.level());
    try (InstanceLock _ = InstanceLock.take(folders.lock())) {
      AgentKey key = AgentKey.in(folders.key(), new SecureRandom());
      log.info("launcher", "Tokenly agent " + Version.TEXT, "host", options.hostname(), "key", key.fingerprint());
      ServerLink server = new ServerLink(address, key.secret(), options.rights().caFile(), SERVER_TIMEOUT);
      BlockingQueue<Happening> happenings = new LinkedBlockingQueue<>();
      Path socket = folders.socket();
      try (WorkerSocket _ = new WorkerSocket(socket, happenings, log)) {
        WorkerOptions workerOptions =
            new WorkerOptions(
                address, options.hostname(), folders.data(), socket, options.rights(), human);
        Launcher launcher = launcher(options, server, workerOptions, happenings, log);
        stopBySignal(happenings, done);
        Signals.register("HUP", () -> happenings.add(new Happening.BeatNow()));
        launcher.run();
      }
      log.info("launcher", "stopped");
    }
    done.countDown();
    return 0;
  }

  private static Launcher launcher(
      LauncherOptions options,
      ServerLink server,
      WorkerOptions workerOptions,
      BlockingQueue<Happening> happenings,
      AgentLog log)
      throws IOException {
    Clock clock = Clock.systemUTC();
    RandomGenerator random = new SecureRandom();
    StateFile state = StateFile.load(options.folders().state(), log);
    state.put("server_endpoint", server.server().toString()).put("hostname", options.hostname());
    WorkerSlots slots = new WorkerSlots(options.folders().data(), WorkerCommandLine.ownClassPath());
    String updateKey = options.localPolicy().updateKey();
    if (updateKey != null) {
      state.put("update_key", updateKey);
    }
    WorkerKeeper keeper =
        new WorkerKeeper(
            () -> WorkerCommandLine.start(slots.classPath(), workerOptions),
            happenings,
            new Restarts(random),
            clock,
            log);
    ProxyKeeper proxy =
        new ProxyKeeper(
            System.getProperty("tokenly.command", ""), options.folders(), options.localPolicy().proxy(),
            new Restarts(random), clock, log);
    PathNames names = PathNames.of(options.localPolicy(), options.folders());
    return new Launcher(
        new Launcher.Parts(
            new Beat(server, options.hostname(), clock), new Launcher.Children(keeper, proxy),
            state,
            new Backoff(FIRST_WAIT, LONGEST_WAIT, random),
            new AgentNotes(options.shownPolicy(names), null, null), new Notify(System.getenv(), clock, log),
            new Updater(state, slots, server, options.folders().updates(), clock, log),
            new Deletions(options.folders().data()), names),
        happenings,
        clock,
        log);
  }

  /** A termination signal stops the worker, saves the state, and only then lets the process go, with exit code 0. */
  private static void stopBySignal(BlockingQueue<Happening> happenings, CountDownLatch done) {
    Runnable stop =
        () -> {
          happenings.add(new Happening.StopNow());
          try {
            done.await(LONGEST_GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
          Runtime.getRuntime().halt(0);
        };
    Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop"));
  }

  private static boolean isHuman(LauncherOptions options) {
    String format = options.arguments().value("--log-format", Terminal.isStandardError() ? "text" : "json");
    if (!List.of("text", "json").contains(format)) {
      throw new IllegalArgumentException("--log-format must be json or text");
    }
    return format.equals("text");
  }
}
