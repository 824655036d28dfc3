package dev.tokenly.bench.proxy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/**
 * A model server that streams 51 events, one each 20 ms and then some: 1.037 s a stream, or as fast as it can when it is
 * asked to hurry.
 */
final class StreamModel {
  /** How long a stream lasts, in milliseconds. */
  static final double IDEAL_MS = 1_037;

  /** In a request: do not pace the stream. */
  static final String HURRY = "\"user\":\"hurry\"";

  private static final int EVENTS = 51;
  private static final String EVENT =
      "data: {\"id\":\"chatcmpl-0123456789abcdefghij\",\"object\":\"chat.completion.chunk\",\"model\":\"bench\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\" word\"}}]}\n\n";
  private static final String USAGE =
      "data: {\"id\":\"chatcmpl-0123456789abcdefghij\",\"model\":\"bench\",\"choices\":[],\"usage\":{\"prompt_tokens\":19,\"completion_tokens\":50,\"total_tokens\":69}}\n\ndata: [DONE]\n\n";

  private final ServerSocket server;

  StreamModel() throws IOException {
    this.server = new ServerSocket(0, 8192, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("stream-model").start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException _) {
      // the run is over
    }
  }

  private static void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (true) {
        stream(socket, readRequest(in).contains(HURRY) ? 0 : IDEAL_MS);
      }
    } catch (IOException _) {
      // the other side is done
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static String readRequest(InputStream in) throws IOException {
    int length = 0;
    for (String line = Wires.line(in);; line = Wires.line(in)) {
      if (line.isEmpty()) {
        return new String(in.readNBytes(length), StandardCharsets.US_ASCII);
      }
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(15).strip());
      }
    }
  }

  private static void stream(Socket socket, double millis) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    send(socket, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int event = 0; event < EVENTS; event++) {
      chunk(socket, EVENT);
      long due = begin + (long) (millis * 1e6 * (event + 1) / EVENTS);
      Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
    }
    chunk(socket, USAGE);
    send(socket, "0\r\n\r\n");
  }

  private static void chunk(Socket socket, String text) throws IOException {
    send(socket, Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }
}
