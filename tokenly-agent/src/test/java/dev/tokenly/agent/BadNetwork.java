package dev.tokenly.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A relay in front of a server that is slow, cuts and loses: what a network does to an agent, without one. */
public final class BadNetwork implements AutoCloseable {
  private final ServerSocket entrance;
  private final int port;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile Trouble trouble = Trouble.NONE;

  /** What goes wrong. */
  public enum Trouble {
    NONE,
    /** Every connection is hung up at once. */
    DOWN,
    /** Requests arrive, their answers do not. */
    ANSWERS_LOST,
    /** A request's body is cut after its first kilobytes. */
    REQUESTS_CUT,
    /** Every third connection is cut, and all of them are slow. */
    SLOW_WITH_RESETS
  }

  public BadNetwork(String server) throws IOException {
    port = URI.create(server).getPort();
    entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().start(this::relay);
  }

  public String address() {
    return "http://127.0.0.1:" + entrance.getLocalPort();
  }

  public int connections() {
    return connections.get();
  }

  /** From now on; what is connected is cut. */
  public void is(Trouble now) {
    trouble = now;
    open.forEach(BadNetwork::cut);
  }

  private void relay() {
    try {
      while (true) {
        Socket client = entrance.accept();
        int number = connections.incrementAndGet();
        open.add(client);
        if (trouble == Trouble.DOWN || (trouble == Trouble.SLOW_WITH_RESETS && number % 3 == 0)) {
          cut(client);
        } else {
          Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
          open.add(server);
          Thread.ofVirtual().start(() -> pump(client, server, true));
          Thread.ofVirtual().start(() -> pump(server, client, false));
        }
      }
    } catch (IOException _) {
      // closed
    }
  }

  private void pump(Socket from, Socket to, boolean request) {
    byte[] buffer = new byte[1024];
    long passed = 0;
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
        passed += count;
        boolean isCut =
            request ? trouble == Trouble.REQUESTS_CUT && passed > 4096 : trouble == Trouble.ANSWERS_LOST;
        if (isCut) {
          break;
        }
        if (trouble == Trouble.SLOW_WITH_RESETS) {
          Thread.sleep(5);
        }
        out.write(buffer, 0, count);
      }
    } catch (IOException | InterruptedException _) {
      // cut, which is what this is for
    }
    cut(from);
    cut(to);
  }

  private static void cut(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // it is gone either way
    }
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    open.forEach(BadNetwork::cut);
  }
}
