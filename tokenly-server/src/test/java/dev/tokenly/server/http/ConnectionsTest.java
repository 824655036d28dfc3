package dev.tokenly.server.http;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
  private static final Duration HEADER = Duration.ofMillis(200);

  private static HttpServer start() throws IOException {
    Duration usual = Duration.ofSeconds(30);
    return HttpServer.start(
        List.of(Route.post("/api/echo", Access.ANYONE, r -> Response.json(r.json().values()))),
        new HttpServer.Listener("127.0.0.1", 0, new Limits(100, 100, usual, HEADER, usual), Set.of()),
        new HttpServer.Surroundings((_, _) -> {
          throw new AssertionError("nobody asks");
        }, InstantSource.system(), (_, _, _) -> {}));
  }

  @Test
  void a_connection_whose_body_took_longer_than_a_header_may_waits_for_its_next_request() throws Exception {
    try (HttpServer server = start();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout((int) (HEADER.toMillis() * 5));
      answered(socket, 2); // The first answer takes long, and this is about one that comes at once.
      answered(socket, 400);
      assertThrows(SocketTimeoutException.class, socket.getInputStream()::read, "closed though nothing was due");
      answered(socket, 2);
    }
  }

  /** Sends a body at the pace of a slow line and reads the answer. */
  private static void answered(Socket socket, int length) throws Exception {
    OutputStream out = socket.getOutputStream();
    String head = "POST /api/echo HTTP/1.1\r\nHost: a\r\nContent-Length: " + length + "\r\n\r\n";
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    for (int at = 2; at < length; at++) {
      out.write(' ');
      Thread.sleep(1);
    }
    out.write("{}".getBytes(StandardCharsets.US_ASCII));
    StringBuilder answer = new StringBuilder();
    while (!answer.toString().endsWith("{}")) {
      int next = socket.getInputStream().read();
      assertTrue(next >= 0, answer.toString());
      answer.append((char) next);
    }
  }

  @Test
  void a_header_that_drips_is_cut_off() throws Exception {
    try (HttpServer server = start();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(10);
      socket.getOutputStream().write("GET / HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));
      assertThrows(IOException.class, () -> {
        while (true) {
          dripped(socket);
        }
      });
    }
  }

  private static void dripped(Socket socket) throws IOException {
    socket.getOutputStream().write('y');
    try {
      if (socket.getInputStream().read() < 0) {
        throw new IOException("closed");
      }
    } catch (SocketTimeoutException _) {
      // still open
    }
  }
}
