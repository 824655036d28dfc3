package dev.tokenly.server.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A wire to the server that cuts, slows, flips and swallows as it is told, one connection after the other. */
final class FaultyWire implements AutoCloseable {
  private static final int FAULT_AT = 1500;

  private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  volatile Fault fault = Fault.NONE;

  /** What is wrong with the wire. */
  enum Fault {
    NONE,
    /** Nothing gets through. */
    DOWN,
    /** Every third connection is cut after some bytes, all are slow. */
    SLOW_AND_TORN,
    /** The request arrives, the answer does not. */
    NO_ANSWERS,
    /** The request is cut in the middle. */
    CUT_BODIES,
    /** A bit of the request's body is flipped. */
    FLIPPED_BITS
  }

  FaultyWire(int target) throws IOException {
    this.target = target;
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        open.add(client);
        Fault now = fault;
        int number = connections.incrementAndGet();
        Thread.ofVirtual().start(() -> relay(client, now, number));
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private void relay(Socket client, Fault now, int number) {
    try (client; Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
      if (now == Fault.DOWN) {
        return;
      }
      open.add(server);
      boolean torn = now == Fault.CUT_BODIES || (now == Fault.SLOW_AND_TORN && number % 3 == 0);
      Thread up = Thread.ofVirtual().start(() -> up(client, server, now, torn));
      if (now == Fault.NO_ANSWERS) {
        server.getInputStream().read();
      } else {
        server.getInputStream().transferTo(client.getOutputStream());
      }
      client.close();
      up.join();
    } catch (IOException | InterruptedException _) {
      // A wire that breaks is what this is for.
    }
  }

  /** Passes a request on; a torn one ends after 1,500 bytes, in the file; there a flipped one has its bit. */
  private static void up(Socket client, Socket server, Fault now, boolean torn) {
    try {
      InputStream in = client.getInputStream();
      OutputStream out = server.getOutputStream();
      byte[] some = new byte[now == Fault.SLOW_AND_TORN ? 100 : 8192];
      int passed = 0;
      for (int n = in.read(some); n >= 0; n = in.read(some)) {
        if (now == Fault.FLIPPED_BITS && passed <= FAULT_AT && passed + n > FAULT_AT) {
          some[FAULT_AT - passed] ^= 1;
        }
        int most = torn ? Math.clamp(FAULT_AT - passed, 0, n) : n;
        out.write(some, 0, most);
        out.flush();
        passed += n;
        if (torn && passed >= FAULT_AT) {
          server.close();
          client.close();
          return;
        }
      }
      server.shutdownOutput();
    } catch (IOException _) {
      // The other side is gone.
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
