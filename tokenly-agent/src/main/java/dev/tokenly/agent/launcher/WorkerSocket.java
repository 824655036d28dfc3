package dev.tokenly.agent.launcher;

import dev.tokenly.agent.ipc.LineChannel;
import dev.tokenly.agent.ipc.WorkerEvent;
import dev.tokenly.agent.place.AgentLog;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Queue;

/** The socket workers connect to, for the owner only; what they say becomes happenings. */
final class WorkerSocket implements AutoCloseable {
  private final Path path;
  private final ServerSocketChannel server;
  private final Queue<Happening> happenings;
  private final AgentLog log;

  WorkerSocket(Path path, Queue<Happening> happenings, AgentLog log) throws IOException {
    this.path = path;
    this.happenings = happenings;
    this.log = log;
    Files.deleteIfExists(path);
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path), 4);
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    }
    Thread.ofPlatform().daemon().name("worker-socket").start(this::accept);
  }

  private void accept() {
    try {
      while (true) {
        listen(new LineChannel(server.accept()));
      }
    } catch (IOException _) {
      // closed: the launcher is stopping
    }
  }

  /** One worker at a time: the next one can only connect when this one has gone. */
  private void listen(LineChannel channel) {
    happenings.add(new Happening.WorkerConnected(channel));
    try (channel) {
      for (String line = channel.read(); line != null; line = channel.read()) {
        happenings.add(new Happening.WorkerSaid(WorkerEvent.parse(line)));
      }
    } catch (IOException | IllegalArgumentException e) {
      log.debug("ipc", "the worker's connection ended", "why", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(path);
  }
}
