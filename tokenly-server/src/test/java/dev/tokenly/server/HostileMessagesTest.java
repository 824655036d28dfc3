package dev.tokenly.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.server.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The negative tests of {@code specs/06-security.md} about messages and paths, by their numbers. */
class HostileMessagesTest {
  private static final String SECRET = "a secret of the tests, 32 bytes long";
  private static TestServer server;
  private static String good;

  @BeforeAll
  static void start() throws Exception {
    server =
        new TestServer(
            Settings.of(
                null, Map.of("TOKENLY_JWT_SECRET", SECRET), Map.of("server.port", "0", "server.data_dir", ":memory:")));
    good = server.admin();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String request(String method, String path, String... headers) {
    return method + ' ' + path + " HTTP/1.1\r\nHost: tokenly\r\nConnection: close\r\n" + String.join("\r\n", headers)
        + "\r\n\r\n";
  }

  @Test
  void n26_a_body_one_byte_over_the_cap_is_refused_and_the_connection_closed() throws Exception {
    String body = "{\"username\":\"" + "x".repeat(65_536 - 14) + "\"}";
    String announced =
        request("POST", "/api/auth/login", "Content-Length: " + body.length()).replace("Connection: close\r\n", "")
            + body;
    String chunked =
        request("POST", "/api/auth/login", "Transfer-Encoding: chunked").replace("Connection: close\r\n", "")
            + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
    for (String bytes : List.of(announced, chunked)) {
      String answer = server.raw(bytes);
      assertTrue(answer.startsWith("HTTP/1.1 413"), answer);
      assertTrue(answer.contains("Connection: close"), answer);
    }
  }

  @Test
  void n29_n30_n31_hostile_json_is_refused_quickly() throws Exception {
    List<String> hostile =
        List.of(
            "[".repeat(30_000),
            "{\"a\":".repeat(10_000),
            "{\"username\":" + "9".repeat(60_000) + "}",
            "{\"username\":1e999999,\"password\":\"x\"}",
            "{\"username\":\"a\",\"username\":\"b\",\"password\":\"x\"}",
            "{\"username\":\"a\"} trailing",
            "{\"" + "n".repeat(300) + "\":1}",
            "not json",
            "[1,2]");
    for (String body : hostile) {
      long start = System.nanoTime();
      TestServer.Answer answer = server.call("POST", "/api/auth/login", null, body);
      assertEquals(400, answer.status(),
          body.substring(0, Math.min(40, body.length())) + " " + answer.status());
      assertTrue(System.nanoTime() - start < Duration.ofSeconds(2).toNanos(), "took too long");
    }
    server.clock.advance(Duration.ofMinutes(1));
  }

  @Test
  void a_path_with_its_query_has_a_bound() throws Exception {
    String longest = server.raw(request("GET", "/health?x=" + "y".repeat(8192 - 9)));
    assertTrue(longest.startsWith("HTTP/1.1 200"), longest);
    String over = server.raw(request("GET", "/health?x=" + "y".repeat(8192 - 8)));
    assertTrue(over.startsWith("HTTP/1.1 414") && over.contains("uri_too_long"), over);
  }

  @Test
  void n36_bounds_of_pages_are_checked() throws Exception {
    for (String query : List.of("limit=-1", "limit=0", "limit=1000000000", "limit=x", "offset=-1", "order_by=cost;drop",
        "status=dead")) {
      TestServer.Answer answer = server.get("/api/manage/clients?" + query);
      assertEquals(400, answer.status(), query);
      assertEquals("validation_failed", answer.at("error"));
    }
    assertEquals(400, server.get("/api/manage/analytics/usage?cursor=none-of-ours").status());
  }

  @Test
  void n39_messages_that_mean_two_things_are_refused_and_closed() throws Exception {
    String json = "{\"username\":\"a\",\"password\":\"b\"}";
    List<String> smuggled =
        List.of(
            request("POST", "/api/auth/login", "Content-Length: 5", "Content-Length: 31") + json,
            request("POST", "/api/auth/login", "Content-Length: 31", "Transfer-Encoding: chunked") + "0\r\n\r\n",
            request("POST", "/api/auth/login", "Content-Length: +31") + json,
            request("GET", "/health", "X-Folded: a\r\n b"),
            request("GET", "/health", "X-Bare: a\nX-Other: b"),
            request("GET", "/health").replace("\r\n", "\n"),
            request("GET", "/health", "X-Bare: a\rX-Other: b"),
            "GET /health HTTP/1.1\r\n\r\n",
            "GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
    for (String bytes : smuggled) {
      String answer = server.raw(bytes.replaceFirst("Connection: close\r?\n", ""));
      assertTrue(answer.contains("Connection: close"), answer);
      assertTrue(answer.startsWith("HTTP/1.1 400"), bytes + " → " + answer);
      assertEquals(1, answers(answer), answer);
      assertTrue(answer.contains("\"error\":"), answer);
    }
  }

  private static int answers(String text) {
    Matcher matcher = Pattern.compile("HTTP/1\\.1 \\d{3}").matcher(text);
    int count = 0;
    while (matcher.find()) {
      count++;
    }
    return count;
  }

  @Test
  void n40_a_chunk_extension_with_a_quoted_line_break_gets_exactly_one_answer() throws Exception {
    String head = request("POST", "/api/auth/login", "Content-Type: application/json", "Transfer-Encoding: chunked")
        .replace("Connection: close\r\n", "");
    String second = request("GET", "/health");
    for (String quoted : List.of("", "xx\"\r\n")) {
      String extension = "2;a=\"\r\n" + quoted + "{}\r\n0\r\n\r\n";
      String answer = server.raw(head + extension + second);
      assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
      assertEquals(1, answers(answer), answer);
      String unread = server.raw(head.replace("login", "logout") + extension + second);
      assertEquals(1, answers(unread), unread);
    }
  }

  @Test
  void n41_dripped_headers_are_cut_off_and_do_not_hold_up_others() throws Exception {
    List<Socket> drips = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.assembly.port());
      socket.getOutputStream().write("GET /health HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));
      drips.add(socket);
    }
    assertEquals(200, server.call("GET", "/health", null, null).status());
    Socket one = drips.getFirst();
    one.setSoTimeout(500);
    long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    StringBuilder answer = new StringBuilder();
    boolean isClosed = false;
    while (!isClosed && System.nanoTime() < end) {
      isClosed = isClosedAfterOneMoreByte(one, answer);
    }
    assertTrue(isClosed, "a dripping connection is still open after 15 s");
    assertTrue(answer.isEmpty() || answer.toString().startsWith("HTTP/1.1 408"), answer.toString());
    for (Socket socket : drips) {
      socket.close();
    }
  }

  private static boolean isClosedAfterOneMoreByte(Socket socket, StringBuilder answer) {
    try {
      InputStream in = socket.getInputStream();
      if (answer.isEmpty()) {
        socket.getOutputStream().write('y');
      }
      int read = in.read();
      answer.append(read < 0 ? "" : (char) read);
      return read < 0;
    } catch (SocketTimeoutException _) {
      return false;
    } catch (IOException _) {
      return true;
    }
  }

  @Test
  void n42_methods_that_are_none_of_a_paths_are_answered_405_with_the_right_ones() throws Exception {
    assertTrue(server.raw(request("TRACE", "/api/manage/users")).startsWith("HTTP/1.1 405"));
    assertTrue(server.raw(request("BREW", "/api/manage/users")).startsWith("HTTP/1.1 405"));
    String connect = server.raw("CONNECT tokenly:443 HTTP/1.1\r\nHost: tokenly:443\r\nConnection: close\r\n\r\n");
    assertTrue(connect.startsWith("HTTP/1.1 405") || connect.startsWith("HTTP/1.1 400"), connect);
    TestServer.Answer put = server.put("/api/manage/status", "{}");
    assertEquals(405, put.status());
    assertEquals("GET, HEAD", put.header("Allow"));
    assertEquals("method_not_allowed", put.at("error"));
  }

  @Test
  void n43_no_spelling_of_a_path_gets_past_the_door() throws Exception {
    List<String> spellings =
        List.of("//api//manage/users", "/api/manage/users;x=1", "/api/%2e%2e/api/manage/users", "/api/manage%2fusers",
            "/API/MANAGE/USERS", "/api/manage/users%00", "/api/./manage/users", "/api/x/../manage/users",
            "/api/m%61nage/users",
            "/api/manage/users/", "/api\\manage\\users", "/api/manage/users%20", "http://tokenly/api/manage/users");
    for (String path : spellings) {
      String answer = server.raw(request("GET", path));
      assertFalse(answer.startsWith("HTTP/1.1 200"), path + " → " + answer);
      assertTrue(answer.contains("\"error\":"), path + " → " + answer);
    }
  }

  @Test
  void n44_a_forwarded_host_is_in_no_answer() throws Exception {
    TestServer.Answer answer =
        server.call("GET", "/api/manage/status", good, null, "X-Forwarded-Host", "evil.example", "X-Forwarded-Proto",
            "https", "Forwarded", "host=evil.example");
    assertEquals(200, answer.status());
    assertFalse(answer.http().body().contains("evil") || answer.http().headers().map().toString().contains("evil"));
  }
}
