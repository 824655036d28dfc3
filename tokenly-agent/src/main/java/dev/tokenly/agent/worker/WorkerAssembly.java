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

  static WorkerAssembly of(
      AgentFolders folders, ServerLink server, String hostname, LocalPolicy policy, Clock clock, AgentLog log)
      throws IOException {
    folders.create();
    CallOff callOff = new CallOff();
    Progress progress = new Progress(clock);
    Cursors cursors = Cursors.load(folders.data(), log);
    ParkedUploads parked = new ParkedUploads(folders.parked(), clock, log);
    Courier courier = new Courier(new Uploader(server, hostname, clock), log, RandomGenerator.getDefault());
    Shipper shipper = new Shipper(courier, cursors, parked, callOff, log);
    shipper.whileWaiting(progress::beat);
    LogFinder finder = new LogFinder(Users.whoseLogsAreRead(), folders.spool(), policy, log);
    Collector collector = new Collector(cursors, shipper, new Recognizer(clock), log);
    return new WorkerAssembly(cursors, shipper, finder, collector, progress, callOff);
  }

  @Override
  public void close() {
    shipper.close();
  }
}
