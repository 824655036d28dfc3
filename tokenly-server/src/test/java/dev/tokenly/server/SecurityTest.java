package dev.tokenly.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.json.JsonText;
import dev.tokenly.server.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The negative tests of {@code specs/06-security.md} that concern the server, by their numbers. */
class SecurityTest {
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

  private static String part(String json) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String signed(Map<String, Object> header, Map<String, Object> claims, String key)
      throws GeneralSecurityException {
    String text = part(JsonText.write(header)) + '.' + part(JsonText.write(claims));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] signature = mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
    return text + '.' + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
  }

  private static Map<String, Object> claims() {
    String payload = new String(Base64.getUrlDecoder().decode(good.split("\\.", -1)[1]), StandardCharsets.UTF_8);
    return new LinkedHashMap<>(JsonText.object(payload));
  }

  private static Map<String, Object> header() {
    return new LinkedHashMap<>(Map.of("alg", "HS256", "typ", "at+jwt"));
  }

  private static int status(String token) throws IOException, InterruptedException {
    TestServer.Answer answer = server.call("GET", "/api/auth/me", token, null);
    assertTrue(answer.status() == 200 || answer.at("error").equals("invalid_token"), answer.http().body());
    return answer.status();
  }

  @Test
  void n02_a_token_without_a_signature_is_refused() throws Exception {
    assertEquals(200, status(signed(header(), claims(), SECRET)));
    assertEquals(401,
        status(part("{\"alg\":\"none\",\"typ\":\"at+jwt\"}") + '.' + part(JsonText.write(claims())) + '.'));
    assertTrue(Integer.parseInt(server.get("/api/manage/audit?actions=token_invalid").text("total")) > 0);
  }

  @Test
  void n03_a_token_signed_with_another_key_or_algorithm_is_refused() throws Exception {
    assertEquals(401, status(signed(header(), claims(), "some public key that everybody has")));
    for (String algorithm : List.of("HS512", "HS384", "RS256", "EdDSA", "hs256")) {
      Map<String, Object> header = header();
      header.put("alg", algorithm);
      assertEquals(401, status(signed(header, claims(), SECRET)), algorithm);
    }
  }

  @Test
  void n04_a_key_named_by_the_token_itself_is_ignored() throws Exception {
    Map<String, Object> header = header();
    header.put("jku", "http://127.0.0.1:" + server.assembly.port() + "/keys");
    header.put("jwk", Map.of("kty", "oct", "k", part("attacker's key, 32 bytes long, ok")));
    assertEquals(401, status(signed(header, claims(), "attacker's key, 32 bytes long, ok")));
  }

  @Test
  void n05_a_token_is_refused_when_expired_or_not_yet_valid_by_31_seconds() throws Exception {
    long now = server.clock.instant().getEpochSecond();
    Map<String, Object> expired = claims();
    expired.put("exp", now - 31);
    Map<String, Object> justExpired = claims();
    justExpired.put("exp", now - 29);
    Map<String, Object> early = claims();
    early.put("nbf", now + 31);
    assertEquals(401, status(signed(header(), expired, SECRET)));
    assertEquals(200, status(signed(header(), justExpired, SECRET)));
    assertEquals(401, status(signed(header(), early, SECRET)));
  }

  @Test
  void n06_a_machines_key_opens_no_admin_call_and_a_persons_token_no_upload() throws Exception {
    assertEquals(403, server.call("GET", "/api/manage/users", "tka_" + "a".repeat(43), null).status());
    server.beat("ingesting", "tka_" + "a".repeat(43));
    server.put("/api/manage/clients/ingesting/approve", "{}");
    String body = "{\"client_hostname\":\"ingesting\",\"records\":[]}";
    assertEquals(403, server.call("POST", "/api/ingest", good, body).status());
  }

  @Test
  void n07_a_token_for_somebody_else_is_refused() throws Exception {
    for (Map.Entry<String, Object> wrong : Map.<String, Object>of("aud", "another", "iss", "another").entrySet()) {
      Map<String, Object> claims = claims();
      claims.put(wrong.getKey(), wrong.getValue());
      assertEquals(401, status(signed(header(), claims, SECRET)), wrong.getKey());
    }
    Map<String, Object> header = header();
    header.put("typ", "refresh+jwt");
    assertEquals(401, status(signed(header, claims(), SECRET)));
    for (String needed : List.of("exp", "iat", "jti", "sub", "sid", "ver")) {
      Map<String, Object> claims = claims();
      claims.remove(needed);
      assertEquals(401, status(signed(header(), claims, SECRET)), needed);
    }
  }

  @Test
  void n08_n09_a_monstrous_or_binary_token_is_refused_and_never_an_error() throws Exception {
    assertTrue(server.raw(request("GET", "/api/auth/me", "Authorization: Bearer " + "x".repeat(1 << 20)))
        .startsWith("HTTP/1.1 431"));
    assertTrue(server.raw(request("GET", "/api/auth/me", "Authorization: Bearer " + "x".repeat(8000)))
        .startsWith("HTTP/1.1 401"));
    String binary = server.raw(request("GET", "/api/auth/me", "Authorization: Bearer \u00ff\u00fe"));
    assertTrue(binary.startsWith("HTTP/1.1 401") || binary.startsWith("HTTP/1.1 400"), binary);
  }

  private static String request(String method, String path, String... headers) {
    return method + ' ' + path + " HTTP/1.1\r\nHost: tokenly\r\nConnection: close\r\n" + String.join("\r\n", headers)
        + "\r\n\r\n";
  }

  @Test
  void n12_an_unknown_user_takes_as_long_as_a_wrong_password() throws Exception {
    int tries = 3 * Integer.getInteger("tokenly.test.scale", 1);
    List<Long> unknown = new ArrayList<>();
    List<Long> wrong = new ArrayList<>();
    for (int i = 0; i < tries; i++) {
      unknown.add(nanosOfLogin("nobody" + i));
      wrong.add(nanosOfLogin("admin"));
      server.clock.advance(Duration.ofMinutes(1));
    }
    server.clock.advance(Duration.ofMinutes(16));
    good = server.adminAgain();
    double ratio = median(unknown) / (double) median(wrong);
    assertTrue(ratio > 0.5 && ratio < 2, "median of an unknown user is " + ratio + " of a wrong password's");
  }

  private static long nanosOfLogin(String name) throws IOException, InterruptedException {
    long start = System.nanoTime();
    assertEquals("invalid_credentials", server.login(name, "not the password").at("error"));
    return System.nanoTime() - start;
  }

  private static long median(List<Long> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  @Test
  void n13_n14_the_sixth_wrong_password_locks_the_account_whatever_the_forwarded_address() throws Exception {
    server.user("victim", "viewer");
    String wrong = "{\"username\":\"victim\",\"password\":\"not the password\"}";
    for (int i = 0; i < 5; i++) {
      server.call("POST", "/api/auth/login", null, wrong, "X-Forwarded-For", "10.0.0." + i);
    }
    TestServer.Answer sixth = server.call("POST", "/api/auth/login", null, wrong, "X-Forwarded-For", "10.0.0.9");
    assertEquals("account_locked", sixth.at("error"));
    assertFalse(sixth.header("Retry-After").isEmpty());
    assertEquals("account_locked", server.login("victim", TestServer.PASSWORD).at("error"));
    assertEquals(200, server.login("admin", TestServer.PASSWORD).status());
    int last = 0;
    for (int i = 0; i < 20 && last != 429; i++) {
      last = server.call("POST", "/api/auth/login", null, wrong, "X-Forwarded-For", "10.1.0." + i).status();
    }
    assertEquals(429, last);
    server.clock.advance(Duration.ofMinutes(16));
    good = server.adminAgain();
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
      assertTrue(answer.status() == 400 || answer.status() == 429,
          body.substring(0, Math.min(40, body.length())) + " " + answer.status());
      assertTrue(System.nanoTime() - start < Duration.ofSeconds(2).toNanos(), "took too long");
    }
    server.clock.advance(Duration.ofMinutes(1));
  }

  @Test
  void n36_bounds_of_pages_are_checked() throws Exception {
    for (String query : List.of("limit=-1", "limit=0", "limit=1000000000", "limit=x", "offset=-1", "order_by=cost;drop",
        "status=dead")) {
      TestServer.Answer answer = server.get("/api/manage/clients?" + query);
      assertEquals(400, answer.status(), query);
      assertEquals("validation_failed", answer.at("error"));
    }
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
            "GET /health HTTP/1.1\r\n\r\n",
            "GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
    for (String bytes : smuggled) {
      String answer = server.raw(bytes);
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
    String first = "POST /api/auth/logout HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    String second = "GET /api/manage/users HTTP/1.1\r\nHost: a\r\n\r\n";
    String smuggled = first + "2;a=\"\r\n{}\r\n0\r\n\r\n" + second;
    String answer = server.raw(smuggled);
    assertTrue(answers(answer) <= 1 || !answer.substring(10).contains("HTTP/1.1 200"), answer);
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
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    boolean isClosed = false;
    while (!isClosed && System.nanoTime() < end) {
      isClosed = isClosedAfterOneMoreByte(one);
    }
    assertTrue(isClosed, "a dripping connection is still open after 20 s");
    for (Socket socket : drips) {
      socket.close();
    }
  }

  private static boolean isClosedAfterOneMoreByte(Socket socket) {
    try {
      socket.getOutputStream().write('y');
      InputStream in = socket.getInputStream();
      return in.read() < 0;
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
