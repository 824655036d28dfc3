package dev.tokenly.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads uploads and answers 200 at once. Senders have done before it what they do, so that what the JVM compiles of them is
 * not taken from the server they share two cores with.
 */
final class Sink implements AutoCloseable {
  private static final int WAITING = 512;

  private final ServerSocket socket;

  private Sink() throws IOException {
    socket = new ServerSocket(0, WAITING, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().start(this::acceptAll);
  }

  /** Sends the upload two thousand times, many at once. */
  static void warm(Upload upload) throws IOException {
    try (Sink sink = new Sink(); ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int time = 0; time < 2_000; time++) {
        Future<Double> _ = senders.submit(() -> upload.send(sink.socket.getLocalPort()));
      }
    }
  }

  private void acceptAll() {
    try {
      while (true) {
        Socket sender = socket.accept();
        Thread.ofVirtual().start(() -> answer(sender));
      }
    } catch (IOException _) {
      // It was closed.
    }
  }

  private static void answer(Socket sender) {
    try (sender) {
      InputStream in = sender.getInputStream();
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) in.read());
      }
      String length = head.substring(head.indexOf("Content-Length: ") + "Content-Length: ".length(),
          head.indexOf("\r\n\r\n"));
      in.skipNBytes(Long.parseLong(length));
      sender.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException _) {
      // The sender sees it.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
