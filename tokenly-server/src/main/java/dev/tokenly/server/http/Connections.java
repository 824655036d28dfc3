package dev.tokenly.server.http;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Watches open connections: closes those that take too long over a header (each dripped byte renews the idle timeout, so
 * that alone is no defence) and those beyond what one address may hold. Loopback may hold any number.
 */
final class Connections implements Connection.Listener {
  private final int maxPerAddress;
  private final long headerNanos;
  private final Map<Connection, Mark> open = new ConcurrentHashMap<>();
  private final Map<String, Integer> perAddress = new ConcurrentHashMap<>();

  /** Where a connection stood when it last was between requests, and since when bytes of a header have been coming. */
  private record Mark(long messages, long bytes, long since) {}

  private static final long NOTHING_YET = 0;

  /** Stands for the bytes of a request that is being served: how many they will be is known when it is answered. */
  private static final long SERVING = -1;

  Connections(int maxPerAddress, Duration header) {
    this.maxPerAddress = maxPerAddress;
    this.headerNanos = header.toNanos();
  }

  @Override
  public void onOpened(Connection connection) {
    if (!(connection instanceof ConnectionMetaData)) {
      return;
    }
    open.put(connection, new Mark(connection.getMessagesIn(), connection.getBytesIn(), NOTHING_YET));
    String address = address(connection);
    if (!address.isEmpty() && perAddress.merge(address, 1, Integer::sum) > maxPerAddress) {
      connection.close();
    }
  }

  @Override
  public void onClosed(Connection connection) {
    if (open.remove(connection) != null) {
      perAddress.computeIfPresent(address(connection), (_, count) -> count == 1 ? null : count - 1);
    }
  }

  /** The peer's address; empty for loopback. */
  private static String address(Connection connection) {
    return connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress peer
        && !peer.getAddress().isLoopbackAddress()
            ? peer.getAddress().getHostAddress()
            : "";
  }

  /** Looks through the connections, from now on, four times within the time a header has. */
  void watch(Scheduler scheduler) {
    sweep();
    scheduler.schedule(() -> watch(scheduler), headerNanos / 4, TimeUnit.NANOSECONDS);
  }

  private void sweep() {
    long now = System.nanoTime();
    open.forEach(
        (connection, mark) -> {
          long messages = connection.getMessagesIn();
          long bytes = connection.getBytesIn();
          boolean isServing = messages > connection.getMessagesOut();
          if (isServing) {
            open.replace(connection, mark, new Mark(messages, SERVING, NOTHING_YET));
          } else if (messages != mark.messages() || mark.bytes() == SERVING || bytes == mark.bytes()) {
            open.replace(connection, mark, new Mark(messages, bytes, NOTHING_YET));
          } else if (mark.since() == NOTHING_YET) {
            open.replace(connection, mark, new Mark(messages, mark.bytes(), now));
          } else if (now - mark.since() > headerNanos) {
            // Not the connection: that would have Jetty answer 500 for a request that never came.
            connection.getEndPoint().close();
          }
        });
  }
}
