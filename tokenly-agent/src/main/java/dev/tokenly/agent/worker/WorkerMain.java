package dev.tokenly.agent.worker;

import dev.tokenly.agent.ipc.LineChannel;
import dev.tokenly.agent.ipc.WorkerEvent;
import dev.tokenly.agent.link.ServerLink;
import dev.tokenly.agent.place.AgentFolders;
import dev.tokenly.agent.place.AgentKey;
import dev.tokenly.agent.place.AgentLog;
import dev.tokenly.agent.place.LocalPolicy;
import dev.tokenly.agent.place.RotatedFile;
import dev.tokenly.agent.worker.keep.Cursors;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * The worker process. It lives only as long as its launcher: when its standard input ends it halts at once, which is safe
 * at any moment. Exit codes: 0 stopped, 3 never start me again as I am.
 */
public final class WorkerMain {
  /** Starting again cannot help: a person must act. */
  public static final int EXIT_FATAL = 3;

  private static final Duration SERVER_TIMEOUT = Duration.ofSeconds(60);

  private WorkerMain() {}

  public static void main(String[] arguments) throws Exception {
    WorkerOptions options = WorkerOptions.parse(List.of(arguments));
    AgentFolders folders = AgentFolders.in(options.data());
    AgentLog log =
        new AgentLog(
            Clock.systemUTC(),
            System.err,
            new RotatedFile(folders.logs().resolve("worker.log")),
            options.human(),
            AgentLog.Level.INFO);
    haltWithLauncher();
    try (LineChannel launcher = LineChannel.connect(options.socket())) {
      System.exit(run(options, folders, log, launcher));
    }
  }

  private static int run(WorkerOptions options, AgentFolders folders, AgentLog log, LineChannel launcher)
      throws IOException {
    try {
      LocalPolicy policy = LocalPolicy.in(options.rights().policy());
      AgentKey key = AgentKey.read(folders.key());
      ServerLink server = new ServerLink(options.server(), key.secret(), options.rights().caFile(), SERVER_TIMEOUT);
      Clock clock = Clock.systemUTC();
      try (WorkerAssembly assembly =
          WorkerAssembly.of(new WorkerAssembly.Site(folders, policy, options.rights().everyHome(), clock, log), server,
              options.hostname())) {
        Office office = new Office(launcher, assembly, clock, log);
        Runtime.getRuntime().addShutdownHook(new Thread(office::shutDown, "stop"));
        office.run();
      }
      return 0;
    } catch (Cursors.FromLaterVersion | IllegalArgumentException e) {
      log.error("worker", String.valueOf(e.getMessage()));
      launcher.write(new WorkerEvent.Problem("fatal", String.valueOf(e.getMessage()), true).toLine());
      return EXIT_FATAL;
    }
  }

  /** A launcher that is gone, however it went, leaves no worker behind. */
  private static void haltWithLauncher() {
    Thread.ofPlatform()
        .daemon()
        .name("launcher-watch")
        .start(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // the launcher never writes here; only the end matters
                }
              } catch (IOException _) {
                // no longer readable: the launcher is gone as well
              }
              Runtime.getRuntime().halt(0);
            });
  }
}
