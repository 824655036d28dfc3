package dev.tokenly.proxy.relay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * Notices that a client hangs up while its call is under way, which nothing else would before the next write: the server
 * does not read from a connection whose request it is still answering. Must be {@link #close closed} before the answer is
 * completed, when the server reads again. A client that sends its next request already loses it with its connection.
 */
final class ClientWatch implements Callback, AutoCloseable {
  private final EndPoint connection;
  private final Runnable gone;
  /** Held while the watch looks: once it is stopped, it neither reads nor waits for anything any more. */
  private final ReentrantLock looking = new ReentrantLock();

  private boolean closed;
  private volatile boolean pipelined;

  private ClientWatch(EndPoint connection, Runnable gone) {
    this.connection = connection;
    this.gone = gone;
  }

  /** Begins to watch a connection; {@code gone} runs at most once, on a thread that must not be kept. */
  static ClientWatch of(EndPoint connection, Runnable gone) {
    ClientWatch watch = new ClientWatch(connection, gone);
    var _ = connection.tryFillInterested(watch);
    return watch;
  }

  /** There is something to read: the end of the stream, or bytes nobody asked for. */
  @Override
  public void succeeded() {
    if (hasHungUp()) {
      gone.run();
    }
  }

  private boolean hasHungUp() {
    looking.lock();
    try {
      return !closed && look();
    } finally {
      looking.unlock();
    }
  }

  private boolean look() {
    ByteBuffer peeked = ByteBuffer.allocate(64);
    peeked.limit(0);
    try {
      int read = connection.fill(peeked);
      if (read == 0) {
        var _ = connection.tryFillInterested(this); // the socket may be called readable for what was read before
      }
      if (read > 0) {
        pipelined = true;
      }
      return read < 0;
    } catch (IOException _) {
      return true;
    }
  }

  @Override
  public void failed(Throwable cause) {
    if (!(cause instanceof Stopped) && !(cause instanceof TimeoutException) && !isClosed()) {
      gone.run();
    }
  }

  private boolean isClosed() {
    looking.lock();
    try {
      return closed;
    } finally {
      looking.unlock();
    }
  }

  @Override
  public Invocable.InvocationType getInvocationType() {
    return Invocable.InvocationType.NON_BLOCKING;
  }

  /** Whether the client has sent bytes before its answer, which are lost: its connection cannot be used any more. */
  boolean pipelined() {
    return pipelined;
  }

  @Override
  public void close() {
    stop();
  }

  /** Looks away; the server may read from the connection again. */
  void stop() {
    looking.lock();
    try {
      if (!closed && connection instanceof AbstractEndPoint endPoint) {
        var _ = endPoint.getFillInterest().onFail(new Stopped());
      }
      closed = true;
    } finally {
      looking.unlock();
    }
  }

  /** The watch is over; no fault of the connection. */
  private static final class Stopped extends EofException {
    private static final long serialVersionUID = 1;

    @Override
    public Throwable fillInStackTrace() {
      return this;
    }
  }
}
