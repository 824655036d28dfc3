package dev.tokenly.e2e.journey;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A small model server: plain calls are answered at once with an id of their own, streams stop after their first event
 * until they may {@link #finish}.
 */
final class ModelServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger calls = new AtomicInteger();
  private final CountDownLatch rest = new CountDownLatch(1);

  ModelServer() throws IOException {
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void finish() {
    rest.countDown();
  }

  private void answer(HttpExchange call) throws IOException {
    String request = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String id = "chatcmpl-e2e-%012d".formatted(calls.incrementAndGet());
    try (call; OutputStream out = call.getResponseBody()) {
      if (request.contains("\"stream\":true")) {
        stream(call, out, id);
      } else {
        byte[] reply =
            ("{\"id\":\"" + id + "\",\"model\":\"m\",\"usage\":" + usage() + "}").getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().set("Content-Type", "application/json");
        call.sendResponseHeaders(200, reply.length);
        out.write(reply);
      }
    }
  }

  private static String usage() {
    return "{\"prompt_tokens\":60,\"completion_tokens\":50,\"total_tokens\":110}";
  }

  private void stream(HttpExchange call, OutputStream out, String id) throws IOException {
    call.getResponseHeaders().set("Content-Type", "text/event-stream");
    call.sendResponseHeaders(200, 0);
    event(out, "{\"id\":\"" + id + "\",\"model\":\"m\",\"choices\":[{\"delta\":{\"content\":\"x\"}}]}");
    try {
      rest.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    event(out, "{\"id\":\"" + id + "\",\"choices\":[],\"usage\":" + usage() + "}");
    event(out, "[DONE]");
  }

  private static void event(OutputStream out, String data) throws IOException {
    out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() {
    finish();
    server.stop(0);
    threads.close();
  }
}
