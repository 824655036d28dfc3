package dev.tokenly.agent.worker;

import dev.tokenly.agent.link.ServerLink;
import dev.tokenly.agent.place.AgentFolders;
import dev.tokenly.agent.place.AgentLog;
import dev.tokenly.agent.place.LocalPolicy;
import dev.tokenly.agent.worker.find.LogFinder;
import dev.tokenly.agent.worker.find.Users;
import dev.tokenly.agent.worker.keep.Cursors;
import dev.tokenly.agent.worker.keep.ParkedUploads;
import dev.tokenly.agent.worker.read.Recognizer;
import dev.tokenly.agent.worker.ship.CallOff;
import dev.tokenly.agent.worker.ship.Courier;
import dev.tokenly.agent.worker.ship.Deliverer;
import dev.tokenly.agent.worker.ship.Shipper;
import dev.tokenly.agent.worker.ship.Uploader;
import java.io.IOException;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** The worker's parts, made in the order in which they need one another. */
record WorkerAssembly(Cursors cursors, Shipper shipper, LogFinder finder, Collector collector, Progress progress,
    CallOff callOff)
    implements
      AutoCloseable {

  /** What the parts are made for: folders, the machine's policy, clock and log. */
  record Site(AgentFolders folders, LocalPolicy policy, Clock clock, AgentLog log) {}

  /** A worker that sends to a server. */
  static WorkerAssembly of(Site site, ServerLink server, String hostname) throws IOException {
    Uploader uploader = new Uploader(server, hostname, site.clock());
    return with(site, new Courier(uploader, site.log(), RandomGenerator.getDefault()));
  }

  /** A worker that sends wherever the deliverer brings it. */
  static WorkerAssembly with(Site site, Deliverer deliverer) throws IOException {
    AgentFolders folders = site.folders();
    folders.create();
    CallOff callOff = new CallOff();
    Progress progress = new Progress(site.clock());
    Cursors cursors = Cursors.load(folders.data(), site.log());
    ParkedUploads parked = new ParkedUploads(folders.parked(), site.clock(), site.log());
    Shipper shipper = new Shipper(deliverer, cursors, parked, callOff, site.log());
    shipper.whileWaiting(progress::beat);
    LogFinder finder =
        new LogFinder(Users.whoseLogsAreRead(), folders.spool(), site.policy(), cursors::knows, site.log());
    Collector collector = new Collector(cursors, shipper, new Recognizer(site.clock()), site.log());
    return new WorkerAssembly(cursors, shipper, finder, collector, progress, callOff);
  }

  @Override
  public void close() {
    shipper.close();
  }
}
