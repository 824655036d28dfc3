package dev.tokenly.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServerApiTest {
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final AtomicInteger refreshes = new AtomicInteger();
  private HttpServer server;
  private ServerAddress address;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/auth/login", exchange -> token(exchange, "first"));
    server.createContext("/api/auth/refresh", exchange -> token(exchange, "renewed-" + refreshes.incrementAndGet()));
    server.createContext("/api/manage/status", this::status);
    server.createContext("/api/manage/events", ServerApiTest::events);
    server.createContext("/teapot", exchange -> answer(exchange, 418, "<html>"));
    server.start();
    address = ServerAddress.parse("127.0.0.1:" + server.getAddress().getPort(), Trust.SYSTEM, false);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private ServerApi api(Credentials credentials) {
    return new ServerApi(address, credentials, Timeouts.DEFAULT, "test");
  }

  private void token(HttpExchange exchange, String token) throws IOException {
    asked.add(exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("Cookie"));
    exchange.getResponseHeaders().add("Set-Cookie", "refresh_token=next-" + token + "; HttpOnly; Path=/");
    answer(exchange, 200, "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":900}");
  }

  private void status(HttpExchange exchange) throws IOException {
    String bearer = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    asked.add(bearer);
    exchange.getResponseHeaders().add("X-Request-Id", "r-1");
    switch (bearer) {
      case "Bearer renewed-1", "Bearer tkp_x" -> answer(exchange, 200, "{\"storage\":{\"total_records\":7}}");
      case "Bearer viewer" ->
          answer(
              exchange,
              403,
              "{\"error\":\"forbidden\",\"message\":\"no\",\"details\":{\"permission\":\"system:manage\"}}");
      case "Bearer eager" -> {
        exchange.getResponseHeaders().add("Retry-After", "7");
        answer(exchange, 429, "{\"error\":\"rate_limited\",\"message\":\"slow down\"}");
      }
      case "Bearer lost" -> answer(exchange, 502, "<html>bad gateway</html>");
      default -> answer(exchange, 401, "{\"error\":\"invalid_token\",\"message\":\"ended\"}");
    }
  }

  private static void events(HttpExchange exchange) throws IOException {
    answer(exchange, 200, ": hello\n\nid: 4\nevent: usage\ndata: {\"a\":\ndata: 1}\n\nid: 5\ndata: {}\n\n");
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private Failure failureWith(String token) {
    ServerApi api = api(Credentials.inMemory(Login.personal(token)));
    return assertThrows(ApiException.class, () -> api.admin().status()).failure();
  }

  @Test
  void keeps_the_login_and_its_refresh_token() {
    Credentials credentials = Credentials.inMemory(null);
    api(credentials).auth().login("admin", "secret");
    Login login = credentials.current();
    assertNotNull(login);
    assertEquals("first", login.accessToken());
    assertEquals("next-first", login.refreshToken());
  }

  @Test
  void renews_a_refused_login_silently_and_asks_again() {
    Credentials credentials = Credentials.inMemory(new Login("old", Instant.MAX.minusSeconds(60), "keep"));
    Answer status = api(credentials).admin().status();
    assertEquals(7, status.fields().object("storage").count("total_records"));
    assertEquals(List.of("Bearer old", "/api/auth/refresh refresh_token=keep", "Bearer renewed-1"), asked);
  }

  @Test
  void renews_a_stale_login_before_it_asks() {
    Credentials credentials = Credentials.inMemory(new Login("old", Instant.EPOCH, "keep"));
    api(credentials).admin().status();
    assertEquals(List.of("/api/auth/refresh refresh_token=keep", "Bearer renewed-1"), asked);
  }

  @Test
  void gives_up_on_a_refused_personal_token() {
    assertInstanceOf(Failure.Unauthorized.class, failureWith("tkp_revoked"));
    assertEquals(1, asked.size());
  }

  @Test
  void tells_failures_apart_by_what_can_be_done() {
    assertEquals("system:manage", assertInstanceOf(Failure.Forbidden.class, failureWith("viewer")).refusal().field());
    assertEquals(7, assertInstanceOf(Failure.Busy.class, failureWith("eager")).retryAfterSeconds());
    assertInstanceOf(Failure.Incompatible.class, failureWith("lost"));
    server.stop(0);
    assertInstanceOf(Failure.Unreachable.class, failureWith("tkp_x"));
  }

  @Test
  void reads_events_with_their_ids() {
    try (EventStream events = api(Credentials.inMemory(null)).events("3", false)) {
      assertEquals(new EventStream.Event("4", "usage", "{\"a\":\n1}"), events.next());
      assertEquals(new EventStream.Event("5", "message", "{}"), events.next());
      assertNull(events.next());
    }
  }

  @Test
  void refuses_plain_http_to_another_machine() {
    assertThrows(
        IllegalArgumentException.class, () -> ServerAddress.parse("http://ledger.example:7071", Trust.SYSTEM, false));
    assertEquals(
        "https://ledger.example", ServerAddress.parse("ledger.example/", Trust.SYSTEM, false).base().toString());
  }

  @Test
  void writes_filters_in_a_stable_order_and_encoded() {
    UsageScope scope =
        new UsageScope("7d", "now", null, Map.of("models", List.of("claude-*", "a&b"), "client_ids", List.of("web 1")));
    assertEquals(
        "/x?start_time=7d&end_time=now&client_ids=web+1&models=claude-*%2Ca%26b", scope.query().on("/x"));
  }
}
