package dev.tokenly.proxy.relay;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections whose request head does not come whole in time (ten seconds by security.md C4): each dripped byte renews
 * the idle timeout, so that alone is no defence. Connections that wait for their next call are left to that.
 */
final class HeadDeadline implements Connection.Listener {
  private static final long NOTHING_YET = 0;

  /** Stands for the bytes of a call that is being served: how many they will be is known when it is answered. */
  private static final long SERVING = -1;

  private final long nanos;
  private final Map<Connection, Mark> open = new ConcurrentHashMap<>();

  /** Where a connection stood when it last was between calls, and since when bytes of a head have been coming. */
  private record Mark(long calls, long bytes, long since) {}

  HeadDeadline(Duration deadline) {
    this.nanos = deadline.toNanos();
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof ConnectionMetaData) {
      open.put(connection, new Mark(connection.getMessagesIn(), connection.getBytesIn(), NOTHING_YET));
    }
  }

  @Override
  public void onClosed(Connection connection) {
    open.remove(connection);
  }

  /** Looks through the connections, from now on, four times within the deadline. */
  void watch(Scheduler scheduler) {
    long now = System.nanoTime();
    open.forEach((connection, mark) -> look(connection, mark, now));
    scheduler.schedule(() -> watch(scheduler), nanos / 4, TimeUnit.NANOSECONDS);
  }

  private void look(Connection connection, Mark mark, long now) {
    long calls = connection.getMessagesIn();
    long bytes = connection.getBytesIn();
    boolean isServing = calls > connection.getMessagesOut();
    if (isServing) {
      open.replace(connection, mark, new Mark(calls, SERVING, NOTHING_YET));
    } else if (calls != mark.calls() || mark.bytes() == SERVING || bytes == mark.bytes()) {
      open.replace(connection, mark, new Mark(calls, bytes, NOTHING_YET));
    } else if (mark.since() == NOTHING_YET) {
      open.replace(connection, mark, new Mark(calls, mark.bytes(), now));
    } else if (now - mark.since() > nanos) {
      connection.close();
    }
  }
}
