package dev.tokenly.agent.worker;

import dev.tokenly.agent.link.ServerLink;
import dev.tokenly.agent.place.AgentFolders;
import dev.tokenly.agent.place.AgentLog;
import dev.tokenly.agent.place.LocalPolicy;
import dev.tokenly.agent.place.PathNames;
import dev.tokenly.agent.worker.find.FolderWatch;
import dev.tokenly.agent.worker.find.LogFinder;
import dev.tokenly.agent.worker.find.Users;
import dev.tokenly.agent.worker.keep.Cleanup;
import dev.tokenly.agent.worker.keep.Cursors;
import dev.tokenly.agent.worker.keep.Deletions;
import dev.tokenly.agent.worker.keep.Departed;
import dev.tokenly.agent.worker.keep.Gaps;
import dev.tokenly.agent.worker.keep.Learning;
import dev.tokenly.agent.worker.keep.ParkedUploads;
import dev.tokenly.agent.worker.keep.Resending;
import dev.tokenly.agent.worker.keep.Suspects;
import dev.tokenly.agent.worker.read.Recognizer;
import dev.tokenly.agent.worker.ship.Bandwidth;
import dev.tokenly.agent.worker.ship.CallOff;
import dev.tokenly.agent.worker.ship.Courier;
import dev.tokenly.agent.worker.ship.Deliverer;
import dev.tokenly.agent.worker.ship.Shipper;
import dev.tokenly.agent.worker.ship.Uploader;
import java.io.IOException;
import java.time.Clock;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** The worker's parts, made in the order in which they need one another. */
final class WorkerAssembly implements AutoCloseable {
  private final CallOff callOff = new CallOff();
  private final Bandwidth bandwidth;
  private final Progress progress;
  private final Learning learning;
  private final Shipper shipper;
  private final LogFinder finder;
  private final FolderWatch watch;
  private final Suspects suspects;
  private final Gaps gaps;
  private final Resending resending;
  private final Collector collector;
  private final ParkedRound parkedRound;
  private final TrashRound trashRound;
  private final Cleanup cleanup;
  private final Departed departed;
  private final PathNames names;
  private final boolean mayCleanUp;
  private final boolean cursorsWereDamaged;

  private WorkerAssembly(Site site, PathNames names, Deliverer deliverer, Bandwidth bandwidth) throws IOException {
    this.bandwidth = bandwidth;
    this.names = names;
    AgentFolders folders = site.folders();
    AgentLog log = site.log();
    folders.create();
    progress = new Progress(site.clock());
    RandomGenerator random = RandomGenerator.getDefault();
    learning = Learning.load(folders.learning(), site.clock(), random, log);
    Cursors cursors = Cursors.load(folders.data(), log);
    cursorsWereDamaged = cursors.wereDamaged();
    ParkedUploads parked = new ParkedUploads(folders.parked(), site.clock(), log);
    shipper = new Shipper(deliverer, cursors, parked, callOff, log);
    shipper.whileWaiting(progress::beat);
    LogFinder.Where where = new LogFinder.Where(Users.whoseLogsAreRead(site.everyHome()), folders.spool());
    finder = new LogFinder(where, site.policy(), cursors::knows, learning, log);
    watch = new FolderWatch(log);
    suspects = Suspects.in(folders.data(), log);
    gaps = Gaps.in(folders.data(), site.clock(), log);
    Deletions deletions = new Deletions(folders.data());
    resending = new Resending(cursors, deletions, gaps);
    collector = new Collector(cursors, new Outbox(shipper, names), new Recognizer(site.clock()), suspects, gaps, log);
    cleanup = new Cleanup(cursors, deletions, site.clock(), log);
    departed = new Departed(cursors, site.clock(), log);
    mayCleanUp = !site.policy().cleanupNever() && !learning.wasDamaged();
    parkedRound = new ParkedRound(parked, shipper, site.clock(), log);
    trashRound = new TrashRound(deletions, cursors, site.policy(), log);
  }

  /** What the parts are made for: folders, the machine's policy, clock and log. */
  record Site(AgentFolders folders, LocalPolicy policy, boolean everyHome, Clock clock, AgentLog log) {}

  /** A worker that sends to a server. */
  static WorkerAssembly of(Site site, ServerLink server, String hostname) throws IOException {
    PathNames names = PathNames.of(site.policy(), site.folders());
    Bandwidth bandwidth = new Bandwidth();
    Uploader uploader = new Uploader(server, new Uploader.Sender(hostname, names), site.clock(), bandwidth);
    return new WorkerAssembly(site, names, new Courier(uploader, site.log(), RandomGenerator.getDefault()), bandwidth);
  }

  /** A worker that sends wherever the deliverer brings it. */
  static WorkerAssembly with(Site site, Deliverer deliverer) throws IOException {
    return rehearsing(site, _ -> deliverer);
  }

  /** The same for a deliverer that must know how names are told. */
  static WorkerAssembly rehearsing(Site site, Function<PathNames, Deliverer> deliverer) throws IOException {
    PathNames names = PathNames.of(site.policy(), site.folders());
    return new WorkerAssembly(site, names, deliverer.apply(names), new Bandwidth());
  }

  /** How paths are told to the server. */
  PathNames names() {
    return names;
  }

  CallOff callOff() {
    return callOff;
  }

  Bandwidth bandwidth() {
    return bandwidth;
  }

  Progress progress() {
    return progress;
  }

  Learning learning() {
    return learning;
  }

  Shipper shipper() {
    return shipper;
  }

  LogFinder finder() {
    return finder;
  }

  FolderWatch watch() {
    return watch;
  }

  Suspects suspects() {
    return suspects;
  }

  Gaps gaps() {
    return gaps;
  }

  Resending resending() {
    return resending;
  }

  Collector collector() {
    return collector;
  }

  Cleanup cleanup() {
    return cleanup;
  }

  Departed departed() {
    return departed;
  }

  /** False when the machine's owner forbids it, or when a state file was unreadable. */
  boolean mayCleanUp() {
    return mayCleanUp;
  }

  /** True when what was known of some files may be lost, so that each must be looked at again. */
  boolean cursorsWereDamaged() {
    return cursorsWereDamaged;
  }

  ParkedRound parkedRound() {
    return parkedRound;
  }

  TrashRound trashRound() {
    return trashRound;
  }

  @Override
  public void close() {
    watch.close();
    shipper.close();
  }
}
