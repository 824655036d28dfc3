package dev.tokenly.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.json.JsonText;
import java.io.IOException;
import java.net.HttpCookie;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountsTest {
  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String cookie(TestServer.Answer answer) {
    return HttpCookie.parse(answer.header("Set-Cookie")).getFirst().getValue();
  }

  private TestServer.Answer refresh(String cookie) throws IOException, InterruptedException {
    return server.call("POST", "/api/auth/refresh", null, null, "Cookie", "refresh_token=" + cookie);
  }

  @Test
  void the_first_admin_must_change_the_password_before_anything_else(@TempDir Path folder) throws Exception {
    server.close();
    server = new TestServer(folder);
    String first = server.assembly.firstPassword().orElseThrow();
    TestServer.Answer login = server.login("admin", first);
    assertEquals(200, login.status());
    assertEquals("Bearer", login.text("token_type"));
    assertEquals("900", login.text("expires_in"));
    assertEquals("true", login.at("user.must_change_password"));
    String cookie = login.header("Set-Cookie");
    assertTrue(cookie.contains("HttpOnly; SameSite=Strict; Max-Age=604800"), cookie);
    assertFalse(cookie.contains("Secure"), cookie);
    TestServer.Answer refused = server.call("GET", "/api/manage/users", login.text("access_token"), null);
    assertEquals(403, refused.status());
    assertEquals("password_change_required", refused.text("error"));
    assertEquals(200, server.get("/api/manage/users").status());
    assertEquals(401, server.call("GET", "/api/manage/users", login.text("access_token"), null).status());
  }

  @Test
  void an_unknown_user_is_answered_like_a_wrong_password_and_locked_like_one() throws Exception {
    server.admin();
    for (String name : List.of("admin", "nobody")) {
      TestServer.Answer wrong = server.login(name, "not the password");
      assertEquals(401, wrong.status());
      assertEquals("invalid_credentials", wrong.text("error"));
      for (int i = 0; i < 4; i++) {
        server.login(name, "not the password");
      }
      TestServer.Answer locked = server.login(name, name.equals("admin") ? TestServer.PASSWORD : "x");
      assertEquals("account_locked", locked.text("error"), name);
      assertEquals("900", locked.header("Retry-After"));
    }
    server.clock.advance(Duration.ofMinutes(16));
    assertEquals(200, server.login("admin", TestServer.PASSWORD).status());
  }

  @Test
  void f36_a_clock_set_forward_and_back_locks_nobody_out() throws Exception {
    server.clock.advance(Duration.ofDays(3650));
    for (int i = 0; i < 6; i++) {
      server.login("admin", "not the password");
      server.login("nobody", "not the password");
    }
    assertEquals("account_locked", server.login("admin", TestServer.PASSWORD).text("error"));
    server.clock.advance(Duration.ofDays(-3651));
    assertEquals(200, server.login("admin", TestServer.PASSWORD).status());
    assertEquals("invalid_credentials", server.login("nobody", "not the password").text("error"));
    server.adminAgain();
    assertFalse(server.get("/api/manage/status").at("server.uptime_seconds").startsWith("-"));
    assertEquals("true", server.get("/api/manage/audit/verify").text("valid"));
  }

  @Test
  void n10_a_refresh_token_is_good_once_and_its_reuse_ends_the_session() throws Exception {
    server.admin();
    TestServer.Answer login = server.login("admin", TestServer.PASSWORD);
    String first = cookie(login);
    TestServer.Answer renewed = refresh(first);
    assertEquals(200, renewed.status());
    String second = cookie(renewed);
    assertEquals(401, refresh(first).status());
    String third = cookie(refresh(second));
    server.clock.advance(Duration.ofSeconds(11));
    assertEquals(401, refresh(first).status());
    assertEquals(401, refresh(third).status());
    assertEquals(401, server.call("GET", "/api/auth/me", renewed.text("access_token"), null).status());
    TestServer.Answer audit = server.get("/api/manage/audit?actions=refresh_token_reuse");
    assertEquals("1", audit.text("total"));
  }

  @Test
  void n11_twenty_parallel_refreshes_leave_exactly_one_session_alive() throws Exception {
    server.admin();
    String cookie = cookie(server.login("admin", TestServer.PASSWORD));
    List<Future<TestServer.Answer>> tries = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        tries.add(threads.submit(() -> refresh(cookie)));
      }
    }
    List<TestServer.Answer> answers = new ArrayList<>();
    for (Future<TestServer.Answer> one : tries) {
      answers.add(one.get());
    }
    List<TestServer.Answer> successes = answers.stream().filter(answer -> answer.status() == 200).toList();
    assertEquals(1, successes.size());
    assertEquals(200, refresh(cookie(successes.getFirst())).status());
  }

  @Test
  void sessions_survive_a_restart(@TempDir Path folder) throws Exception {
    String cookie;
    String token;
    try (TestServer before = new TestServer(folder)) {
      before.admin();
      TestServer.Answer login = before.login("admin", TestServer.PASSWORD);
      cookie = cookie(login);
      token = login.text("access_token");
    }
    try (TestServer after = new TestServer(folder)) {
      assertEquals(200, after.call("GET", "/api/auth/me", token, null).status());
      assertEquals(
          200, after.call("POST", "/api/auth/refresh", null, null, "Cookie", "refresh_token=" + cookie).status());
      assertTrue(after.assembly.firstPassword().isEmpty());
    }
  }

  @Test
  void logging_out_ends_the_session_at_once() throws Exception {
    server.admin();
    TestServer.Answer login = server.login("admin", TestServer.PASSWORD);
    TestServer.Answer out =
        server.call("POST", "/api/auth/logout", null, null, "Cookie", "refresh_token=" + cookie(login));
    assertEquals(200, out.status());
    assertTrue(out.header("Set-Cookie").contains("Max-Age=0"));
    assertEquals(401, refresh(cookie(login)).status());
    assertEquals(401, server.call("GET", "/api/auth/me", login.text("access_token"), null).status());
  }

  @Test
  void n15_n16_n17_n18_names_and_passwords_have_rules_and_are_never_truncated() throws Exception {
    Map<String, String> bad =
        Map.of(
            "too short", "elevenbytes",
            "too long", "x1y2".repeat(18) + "z",
            "umlauts count as bytes", "ü".repeat(37),
            "nul", "twelve bytes\0and more",
            "common", "password1234");
    for (Map.Entry<String, String> one : bad.entrySet()) {
      TestServer.Answer answer = create("somebody", one.getValue(), "viewer");
      assertEquals(400, answer.status(), one.getKey());
      assertEquals("password", answer.at("details.field"), one.getKey());
    }
    String longest = "x1y2".repeat(18);
    assertEquals(201, create("somebody", longest, "viewer").status());
    assertEquals(200, server.login("somebody", longest).status());
    assertEquals(401, server.login("somebody", longest + "tail").status());
    assertEquals(400, create("adm\u200bin", TestServer.PASSWORD, "viewer").status());
    assertEquals(400, create("аdmin", TestServer.PASSWORD, "viewer").status());
    assertEquals(409, create("somebody", TestServer.PASSWORD, "viewer").status());
  }

  private TestServer.Answer create(String name, String password, String role) throws IOException, InterruptedException {
    return server.post("/api/manage/users",
        JsonText.write(Map.of("username", name, "password", password, "role", role)));
  }

  @Test
  void disabling_demoting_and_changing_a_password_take_effect_on_the_next_call() throws Exception {
    String token = server.user("anna", "client_manager");
    assertEquals(200, server.call("GET", "/api/manage/audit", token, null).status());
    assertEquals(200, server
        .put("/api/manage/users/anna", "{\"role\":\"custom\",\"custom_permissions\":[\"config:read\"]}").status());
    assertEquals(401, server.call("GET", "/api/manage/audit", token, null).status());
    String custom = server.login("anna", TestServer.PASSWORD).text("access_token");
    TestServer.Answer forbidden = server.call("GET", "/api/manage/audit", custom, null);
    assertEquals(403, forbidden.status());
    assertEquals("audit:read", forbidden.at("details.permission"));
    assertEquals(200, server.put("/api/manage/users/anna/disable", "{}").status());
    assertEquals(401, server.call("GET", "/api/auth/me", custom, null).status());
    assertEquals(401, server.login("anna", TestServer.PASSWORD).status());
  }

  @Test
  void the_last_super_admin_stays() throws Exception {
    assertEquals(409, server.put("/api/manage/users/admin/disable", "{}").status());
    assertEquals(409, server.delete("/api/manage/users/admin").status());
    assertEquals(409, server.put("/api/manage/users/admin", "{\"role\":\"viewer\"}").status());
    server.user("second", "super_admin");
    assertEquals(200, server.put("/api/manage/users/second", "{\"role\":\"viewer\"}").status());
    assertEquals(409, server.delete("/api/manage/users/admin").status());
  }

  @Test
  void nobody_gives_more_than_they_have() throws Exception {
    String creator = server.user("creator", "custom", "user:create", "user:edit");
    assertEquals(403, server.call("POST", "/api/manage/users", creator,
        "{\"username\":\"x\",\"password\":\"a fine pass phrase\",\"role\":\"super_admin\"}").status());
    assertEquals(403,
        server.call("PUT", "/api/manage/users/admin/password", creator, "{\"new_password\":\"a fine pass phrase\"}")
            .status());
  }

  @Test
  void a_personal_token_allows_its_scope_until_it_expires_or_is_revoked() throws Exception {
    TestServer.Answer made =
        server.post("/api/manage/tokens", "{\"name\":\"ci\",\"permissions\":[\"audit:read\"],\"expires_in_days\":1}");
    assertEquals(201, made.status());
    String token = made.text("token");
    assertTrue(token.startsWith("tkp_"));
    assertEquals(200, server.call("GET", "/api/manage/audit", token, null).status());
    assertEquals(403, server.call("GET", "/api/manage/config", token, null).status());
    TestServer.Answer me = server.call("GET", "/api/auth/me", token, null);
    assertTrue(me.http().body().contains("\"permissions\":[\"audit:read\"]"), me.http().body());
    assertEquals(403,
        server.call("POST", "/api/manage/tokens", token, "{\"name\":\"x\",\"permissions\":[\"audit:read\"]}").status());
    assertFalse(server.get("/api/manage/tokens").http().body().contains(token));
    server.clock.advance(Duration.ofDays(1));
    assertEquals(401, server.call("GET", "/api/manage/audit", token, null).status());
    server.adminAgain();
    TestServer.Answer second = server.post("/api/manage/tokens", "{\"name\":\"ci\",\"permissions\":[\"audit:read\"]}");
    assertEquals(200, server.delete("/api/manage/tokens/" + second.text("token_id")).status());
    assertEquals(401, server.call("GET", "/api/manage/audit", second.text("token"), null).status());
  }

  @Test
  void other_sessions_can_be_listed_and_ended() throws Exception {
    server.admin();
    String other = server.login("admin", TestServer.PASSWORD).text("access_token");
    assertEquals("2", server.get("/api/auth/sessions").text("total"));
    assertEquals(200, server.delete("/api/auth/sessions").status());
    assertEquals(401, server.call("GET", "/api/auth/me", other, null).status());
    assertEquals(200, server.get("/api/auth/me").status());
  }
}
