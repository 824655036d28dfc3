package dev.tokenly.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.json.JsonText;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A terminal without a password is let in by somebody who is logged in, and by nobody else. */
class DeviceLoginTest {
  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private TestServer.Answer asked() throws IOException, InterruptedException {
    return server.call("POST", "/api/auth/device", null, "{}", "User-Agent", "tokenly/test");
  }

  private TestServer.Answer collected(TestServer.Answer asked) throws IOException, InterruptedException {
    String body = JsonText.write(Map.of("device_code", asked.text("device_code")));
    return server.call("POST", "/api/auth/device/token", null, body);
  }

  @Test
  void a_code_that_is_approved_logs_the_terminal_in_once() throws Exception {
    TestServer.Answer asked = asked();
    String code = asked.text("user_code");
    assertTrue(code.matches("[B-DF-HJ-NP-TV-XZ]{4}-[B-DF-HJ-NP-TV-XZ]{4}"), code);
    assertEquals("authorization_pending", collected(asked).text("error"));
    assertEquals("tokenly/test", server.get("/api/auth/device/" + code).text("user_agent"));
    String typed = code.toLowerCase(Locale.ROOT).replace("-", "");
    assertEquals("true", server.post("/api/auth/device/" + typed + "/approve", "{}").text("approved"));
    TestServer.Answer login = collected(asked);
    assertEquals("admin", login.at("user.username"));
    assertTrue(login.header("Set-Cookie").startsWith("refresh_token="));
    assertEquals(200, server.call("GET", "/api/manage/users", login.text("access_token"), null).status());
    assertEquals("expired_token", collected(asked).text("error"));
    String audit = server.get("/api/manage/audit?actions=device_login_approve").http().body();
    assertTrue(audit.contains("device_login_approve"), audit);
  }

  @Test
  void the_login_is_that_of_the_one_who_approved() throws Exception {
    String viewer = server.user("viewer", "viewer");
    TestServer.Answer asked = asked();
    String path = "/api/auth/device/" + asked.text("user_code") + "/approve";
    assertEquals(200, server.call("POST", path, viewer, "{}").status());
    TestServer.Answer login = collected(asked);
    assertEquals("viewer", login.at("user.username"));
    String users = "/api/manage/users/viewer";
    assertEquals(403, server.call("DELETE", users, login.text("access_token"), null).status());
  }

  @Test
  void a_code_that_is_refused_or_too_old_lets_nobody_in() throws Exception {
    server.admin();
    TestServer.Answer refused = asked();
    assertEquals(200, server.delete("/api/auth/device/" + refused.text("user_code")).status());
    assertEquals(404, server.post("/api/auth/device/" + refused.text("user_code") + "/approve", "{}").status());
    assertEquals("access_denied", collected(refused).text("error"));
    TestServer.Answer late = asked();
    server.clock.advance(Duration.ofMinutes(10));
    assertEquals("expired_token", collected(late).text("error"));
    assertEquals(404, server.post("/api/auth/device/" + late.text("user_code") + "/approve", "{}").status());
  }

  @Test
  void a_personal_token_and_a_disabled_account_let_nobody_in() throws Exception {
    String create = "{\"name\":\"ci\",\"permissions\":[\"usage:read\"]}";
    String personal = server.post("/api/manage/tokens", create).text("token");
    TestServer.Answer asked = asked();
    String path = "/api/auth/device/" + asked.text("user_code") + "/approve";
    assertEquals(403, server.call("POST", path, personal, "{}").status());
    assertEquals(401, server.call("POST", path, null, "{}").status());
    String anna = server.user("anna", "viewer");
    assertEquals(200, server.call("POST", path, anna, "{}").status());
    assertEquals(200, server.put("/api/manage/users/anna/disable", "{}").status());
    assertEquals(401, collected(asked).status());
  }

  @Test
  void strangers_cannot_fill_the_list() throws Exception {
    int refused = 0;
    for (int i = 0; i < 30; i++) {
      refused += asked().status() == 429 ? 1 : 0;
    }
    assertEquals(10, refused);
  }
}
