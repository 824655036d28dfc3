package dev.tokenly.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A server on a free port that gives canned answers by path; anything else is 404 in the API's shape. */
final class CannedServer implements AutoCloseable {
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final HttpServer server;

  CannedServer() throws IOException {
    this(0);
  }

  /** On that port, as after a restart. */
  CannedServer(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/",
        exchange -> {
          String answer = answers.get(exchange.getRequestURI().getPath());
          String body = answer == null ? "{\"error\":\"not_found\",\"message\":\"nothing there\"}" : answer;
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answer == null ? 404 : 200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  CannedServer answering(String path, String json) {
    answers.put(path, json);
    return this;
  }

  int port() {
    return server.getAddress().getPort();
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
