package dev.tokenly.agent.worker;

import static java.util.stream.Collectors.joining;

import dev.tokenly.agent.ipc.WorkerEvent;
import dev.tokenly.agent.link.ServerLink;
import dev.tokenly.agent.place.AgentFolders;
import dev.tokenly.agent.place.AgentLog;
import dev.tokenly.agent.place.LocalPolicy;
import dev.tokenly.agent.place.PathNames;
import dev.tokenly.agent.worker.keep.Deletions;
import dev.tokenly.agent.worker.ship.Batch;
import dev.tokenly.agent.worker.ship.Deliverer;
import dev.tokenly.agent.worker.ship.Delivery;
import dev.tokenly.agent.worker.ship.Shipper;
import dev.tokenly.formats.log.Machine;
import dev.tokenly.model.Display;
import dev.tokenly.model.protocol.ClientConfig;
import dev.tokenly.model.protocol.ConfigKey;
import dev.tokenly.model.protocol.Resync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One discovery and no more: for cron, for trying out, for seeing what would be sent. */
public final class OneRun {
  private final WorkerAssembly.Site site;

  public OneRun(AgentFolders folders, LocalPolicy policy, boolean everyHome, Clock clock, AgentLog log) {
    this.site = new WorkerAssembly.Site(folders, policy, everyHome, clock, log);
  }

  /**
   * Collects what is new, and what the server has lost when it says so, and sends it; answers a table of what that was.
   * {@code news} hears what a server is told with the next heartbeat, also when this came to no good end.
   */
  public String collect(
      ClientConfig config, ServerLink server, String hostname, @Nullable Resync lost, Consumer<WorkerEvent.News> news)
      throws IOException, InterruptedException, Shipper.NotAllowed {
    try (WorkerAssembly parts = WorkerAssembly.of(site, server, hostname)) {
      Worker worker = worker(parts, config);
      String resynced = null;
      try {
        if (lost != null) {
          worker.resend(lost.since());
          resynced = lost.id();
        }
        return scan(worker, parts, "sent");
      } finally {
        news.accept(new WorkerEvent.News(parts.shipper().last(), resynced, parts.gaps().lately(parts.names())));
      }
    }
  }

  /**
   * Finds what would be collected, on a copy of the cursors, and shows each batch to the deliverer. What is taken there for
   * sent is on no server, so nothing is cleaned up.
   */
  public String rehearse(ClientConfig config, Function<PathNames, Deliverer> deliverer)
      throws IOException, InterruptedException, Shipper.NotAllowed {
    ClientConfig keeping = config.with(Map.of(ConfigKey.CLEANUP.wireName(), "keep"));
    return onCopy(deliverer, parts -> scan(worker(parts, keeping), parts, "would be sent"));
  }

  /** The logs that cleanup would take away now, a line each; nothing is changed. */
  public String removable(ClientConfig config) throws IOException, InterruptedException, Shipper.NotAllowed {
    return onCopy(_ -> OneRun::accept, parts -> {
      String files = worker(parts, config).removable().stream().map(file -> Display.clean(file.toString()) + '\n')
          .collect(joining());
      return files.isEmpty() ? "Cleanup would remove nothing now.\n" : files;
    });
  }

  /** What is done with a worker's parts. */
  private interface Work {
    String with(WorkerAssembly parts) throws IOException, InterruptedException, Shipper.NotAllowed;
  }

  private String onCopy(Function<PathNames, Deliverer> deliverer, Work work)
      throws IOException, InterruptedException, Shipper.NotAllowed {
    Path copy = Files.createTempDirectory("tokenly-rehearsal");
    try {
      copyMemory(site.folders().data(), copy);
      AgentFolders folders = AgentFolders.rehearsing(site.folders(), copy);
      WorkerAssembly.Site rehearsal =
          new WorkerAssembly.Site(folders, site.policy(), site.everyHome(), site.clock(), site.log());
      try (WorkerAssembly parts = WorkerAssembly.rehearsing(rehearsal, deliverer)) {
        return work.with(parts);
      }
    } finally {
      delete(copy);
    }
  }

  /** A rehearsal that shows nothing but the table. */
  public String rehearse(ClientConfig config) throws IOException, InterruptedException, Shipper.NotAllowed {
    return rehearse(config, _ -> OneRun::accept);
  }

  private static Delivery accept(Batch batch) {
    return new Delivery.Delivered(batch.lineCount() == 0 ? 0 : 1);
  }

  private Worker worker(WorkerAssembly parts, ClientConfig config) {
    Worker worker = new Worker(parts, site.clock(), site.log(), _ -> {});
    worker.configure(config);
    return worker;
  }

  private static String scan(Worker worker, WorkerAssembly parts, String verb)
      throws IOException, InterruptedException, Shipper.NotAllowed {
    worker.scan();
    ClosedFolders closed =
        new ClosedFolders(
            parts.finder().unreadable(), Machine.current().platform(), System.getProperty("user.name", "USER"));
    return RunTable.of(parts.collector().takeTally(), parts.collector().failures(), verb) + closed.lines();
  }

  /** What the agent knows of files: how far they were read, which of them it moved away, and how their names are told. */
  private static void copyMemory(Path from, Path to) throws IOException {
    if (!Files.isDirectory(from)) {
      return;
    }
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(OneRun::isMemory).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private static boolean isMemory(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith("tokenly-cursors.") || name.equals(Deletions.NAME)
        || name.equals(AgentFolders.NAMES_KEY);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
