import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;

/** A server that takes every connection and never answers; prints its port. */
final class Silent {
  private static final int MOST_OPEN = 100;

  private Silent() {}

  public static void main(String[] args) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      System.out.println(server.getLocalPort());
      Deque<Socket> open = new ArrayDeque<>();
      while (true) {
        open.add(server.accept());
        if (open.size() > MOST_OPEN) {
          open.remove().close();
        }
      }
    }
  }
}
