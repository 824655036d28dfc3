package dev.tokenly.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.json.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HttpServerTest {
  private static HttpServer server;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws IOException {
    List<Route> routes =
        List.of(
            Route.get("/api/hello/:name", Access.ANYONE, r -> Response.json(Map.of("hello", r.pathValue("name")))),
            Route.post("/api/echo", Access.ANYONE, r -> Response.json(r.json().values())),
            Route.get("/api/fault", Access.ANYONE, _ -> {
              throw new IllegalStateException("secret detail");
            }),
            Route.get("/api/mine", Access.SIGNED_IN, r -> Response.json(Map.of("user", r.caller().username()))),
            Route.get("/api/big", Access.ANYONE, _ -> Response.json(Map.of("text", "x".repeat(100_000)))),
            Route.post("/api/unread", Access.ANYONE, _ -> Response.json(Map.of("read", false))),
            Route.get("/api/broken", Access.ANYONE, _ -> Response.stream("text/plain", HttpServerTest::breaking)),
            Route.get("/api/stream", Access.ANYONE, _ -> Response.stream("text/plain", HttpServerTest::numbers)));
    server =
        HttpServer.start(
            routes,
            new HttpServer.Listener("127.0.0.1", 0, Limits.DEFAULT, Set.of("https://admin.example")),
            new HttpServer.Surroundings(HttpServerTest::nobody, InstantSource.system(), (_, _, _) -> {}));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Caller nobody(Request request, Access access) {
    throw Refusal.unauthorized("missing_token", "log in first");
  }

  private static void numbers(OutputStream out) throws IOException {
    for (int i = 0; i < 100_000; i++) {
      out.write((i + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void breaking(OutputStream out) throws IOException {
    numbers(out);
    throw new IllegalStateException("in the middle");
  }

  private static HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> head(String path) throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + server.port() + path);
    return CLIENT.send(HttpRequest.newBuilder(address).HEAD().build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static String raw(String bytes) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(5000);
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      socket.shutdownOutput();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  void answers_json_with_a_request_id_and_no_server_name() throws Exception {
    HttpResponse<String> answer = get("/api/hello/w%C3%B6rld");
    assertEquals(200, answer.statusCode());
    assertEquals("{\"hello\":\"wörld\"}", answer.body());
    assertTrue(answer.headers().firstValue("X-Request-Id").isPresent());
    assertTrue(answer.headers().firstValue("Server").isEmpty());
    assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElseThrow());
  }

  @Test
  void gives_every_error_the_same_shape() throws Exception {
    for (String path : List.of("/api/nothing", "/api/fault", "/api/mine", "/api//hello/x", "/")) {
      HttpResponse<String> answer = get(path);
      Map<String, Object> body = JsonText.object(answer.body());
      assertEquals(Set.of("error", "message", "details", "timestamp", "request_id"), body.keySet(), path);
      assertEquals(answer.headers().firstValue("X-Request-Id").orElseThrow(), body.get("request_id"));
      assertTrue(!answer.body().contains("secret detail"), answer.body());
    }
  }

  @Test
  void names_the_methods_a_path_takes() throws Exception {
    HttpResponse<String> answer = post("/api/hello/x", "{}");
    assertEquals(405, answer.statusCode());
    assertEquals("GET, HEAD", answer.headers().firstValue("Allow").orElseThrow());
    String options = raw("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n");
    assertTrue(options.startsWith("HTTP/1.1 405") && options.contains("\r\nAllow: "), options);
    assertTrue(raw("TRACE /api/echo HTTP/1.1\r\nHost: a\r\n\r\n").startsWith("HTTP/1.1 405"));
    assertTrue(
        raw("GET /api/echo HTTP/1.1\r\nHost: a\r\nX-HTTP-Method-Override: POST\r\n\r\n").startsWith("HTTP/1.1 405"));
  }

  @Test
  void head_is_get_without_the_body_and_opens_no_door() throws Exception {
    assertEquals(401, head("/api/mine").statusCode());
    HttpResponse<String> head = head("/api/big");
    HttpResponse<String> get = get("/api/big");
    assertEquals("", head.body());
    for (String name : List.of("Content-Type", "Content-Length", "ETag")) {
      assertEquals(get.headers().firstValue(name).orElseThrow(), head.headers().firstValue(name).orElseThrow(), name);
    }
    assertEquals("text/plain", head("/api/stream").headers().firstValue("Content-Type").orElseThrow());
  }

  @Test
  void a_body_that_breaks_off_is_the_senders_fault() throws Exception {
    String head = "POST /api/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\n{";
    String cut = raw(head);
    assertTrue(cut.startsWith("HTTP/1.1 400") && cut.contains("\"error\":\"incomplete_body\""), cut);
  }

  @Test
  void takes_an_empty_body_whatever_it_is_called() throws Exception {
    String answer =
        raw("POST /api/echo HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 0\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
    String full = raw(
        "POST /api/echo HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}");
    assertTrue(full.startsWith("HTTP/1.1 415"), full);
  }

  @Test
  void refuses_a_body_over_the_cap_with_and_without_a_length() throws Exception {
    String large = "{\"a\":\"" + "x".repeat(Request.MAX_JSON_BYTES) + "\"}";
    assertEquals(413, post("/api/echo", large).statusCode());
    String chunk = Integer.toHexString(large.length()) + "\r\n" + large + "\r\n0\r\n\r\n";
    String answer = raw("POST /api/echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk);
    assertTrue(answer.startsWith("HTTP/1.1 413"), answer);
    assertTrue(answer.contains("Connection: close"), answer);
  }

  @Test
  void a_sender_that_writes_all_before_it_reads_still_learns_why_it_was_refused() throws Exception {
    String large = "x".repeat(8_000_000);
    String head = "POST /api/echo HTTP/1.1\r\nHost: a\r\nContent-Length: " + large.length() + "\r\n\r\n";
    for (int i = 0; i < 5; i++) {
      assertTrue(raw(head + large).startsWith("HTTP/1.1 413"));
    }
  }

  @Test
  void compresses_large_json_and_knows_an_unchanged_answer() throws Exception {
    HttpResponse<String> answer = get("/api/big", "Accept-Encoding", "gzip");
    assertEquals("gzip", answer.headers().firstValue("Content-Encoding").orElseThrow());
    assertTrue(answer.headers().firstValueAsLong("Content-Length").orElseThrow() < 1000);
    String tag = answer.headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> second = get("/api/big", "If-None-Match", tag);
    assertEquals(304, second.statusCode());
    assertEquals("", second.body());
  }

  @Test
  void an_answer_that_breaks_off_is_never_taken_for_a_whole_one() {
    assertThrows(IOException.class, () -> get("/api/broken"));
  }

  @Test
  void a_body_nobody_reads_does_not_cost_the_next_request_its_connection() throws Exception {
    for (int i = 0; i < 300; i++) {
      assertEquals(200, post("/api/unread", "{\"some\":\"" + "x".repeat(3000) + "\"}").statusCode());
    }
  }

  @Test
  void streams_an_answer_of_any_length() throws Exception {
    HttpResponse<String> answer = get("/api/stream");
    assertEquals(100_000, answer.body().lines().count());
  }

  @Test
  void lets_only_configured_origins_read_answers() throws Exception {
    assertEquals(
        "https://admin.example",
        get("/api/hello/x", "Origin", "https://admin.example").headers().firstValue("Access-Control-Allow-Origin")
            .orElseThrow());
    assertTrue(get("/api/hello/x", "Origin", "https://evil.example").headers().firstValue("Access-Control-Allow-Origin")
        .isEmpty());
  }

  @Test
  void answers_broken_http_with_our_shape_and_closes() throws Exception {
    String twoLengths = raw("POST /api/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{} ");
    assertTrue(twoLengths.startsWith("HTTP/1.1 400"), twoLengths);
    assertTrue(twoLengths.contains("\"error\":\"bad_request\""), twoLengths);
    assertTrue(twoLengths.contains("X-Content-Type-Options: nosniff"), twoLengths);
    String large = raw("GET /api/hello/x HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(20_000) + "\r\n\r\n");
    assertTrue(large.startsWith("HTTP/1.1 431"), large);
    assertTrue(large.contains("\"error\":\"headers_too_large\""), large);
  }

  @Test
  void says_which_port_is_taken() {
    IOException refused =
        assertThrows(
            IOException.class,
            () -> HttpServer.start(
                List.of(),
                new HttpServer.Listener("127.0.0.1", server.port(), Limits.DEFAULT, Set.of()),
                new HttpServer.Surroundings(HttpServerTest::nobody, InstantSource.system(), (_, _, _) -> {})));
    assertTrue(String.valueOf(refused.getMessage()).contains("127.0.0.1:" + server.port()), refused.getMessage());
  }
}
