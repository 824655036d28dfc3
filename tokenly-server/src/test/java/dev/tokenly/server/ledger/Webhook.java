package dev.tokenly.server.ledger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tokenly.model.json.Fields;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Where alerts are sent to: keeps what arrives, and refuses as many first as it is told to. */
final class Webhook implements AutoCloseable {
  private final HttpServer server;
  private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
  private final AtomicInteger refusals = new AtomicInteger();

  /** One alert as it came. */
  record Delivery(String body, String timestamp, String signature) {
    Fields fields() {
      return Fields.parse(body.getBytes(StandardCharsets.UTF_8));
    }
  }

  Webhook() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::receive);
    server.start();
  }

  private void receive(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    boolean refused = refusals.getAndDecrement() > 0;
    if (!refused) {
      deliveries.add(
          new Delivery(
              body,
              exchange.getRequestHeaders().getFirst("X-Tokenly-Timestamp"),
              exchange.getRequestHeaders().getFirst("X-Tokenly-Signature")));
    }
    exchange.sendResponseHeaders(refused ? 500 : 204, -1);
    exchange.close();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/alerts";
  }

  List<Delivery> deliveries() {
    return deliveries;
  }

  AtomicInteger refusals() {
    return refusals;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
