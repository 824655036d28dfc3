package dev.tokenly.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an admin page written for the contract, and not for us, relies on. */
class AdminPageTest {
  private static final String KEY = "tka_" + "a".repeat(43);
  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void every_list_is_paged_and_tells_how_many_there_are() throws Exception {
    for (String name : List.of("one", "two")) {
      server.post("/api/manage/tokens", "{\"name\":\"" + name + "\",\"permissions\":[\"usage:read\"]}");
      server.post("/api/manage/budgets", "{\"name\":\"" + name + "\",\"amount\":1}");
      server.post("/api/manage/backup", "{\"target\":\"" + name + "\"}");
      server.beat(name, KEY);
      server.put("/api/manage/clients/" + name + "/config", "{\"scan_enabled\":false}");
      server.user(name, "viewer");
      server.login("admin", TestServer.PASSWORD);
    }
    for (String list : List.of("manage/tokens", "manage/budgets", "manage/backup", "manage/clients", "manage/users",
        "manage/clients/overrides", "auth/sessions", "manage/config")) {
      assertPaged(list);
    }
    server.delete("/api/manage/clients/one");
    server.delete("/api/manage/clients/two");
    assertPaged("manage/clients/blocked");
  }

  private void assertPaged(String list) throws Exception {
    String name = list.substring(list.lastIndexOf('/') + 1);
    String field = name.equals("backup") ? "backups" : name.equals("config") ? "configs" : name;
    TestServer.Answer whole = server.get("/api/" + list);
    int total = Integer.parseInt(whole.text("total"));
    assertTrue(total >= 2, list + ": " + whole.http().body());
    TestServer.Answer page = server.get("/api/" + list + "?limit=1");
    assertEquals(whole.at(field + ".0"), page.at(field + ".0"), list);
    assertEquals("", page.at(field + ".1"), list);
    assertEquals(total, Integer.parseInt(page.text("total")), list);
    assertEquals(whole.at(field + "." + (total - 1)),
        server.get("/api/" + list + "?offset=" + (total - 1)).at(field + ".0"), list);
    assertEquals(400, server.get("/api/" + list + "?limit=1001").status(), list);
  }

  @Test
  void a_wrong_password_of_ones_own_is_401_like_any_wrong_credential() throws Exception {
    TestServer.Answer wrong =
        server.put("/api/manage/users/admin/password",
            "{\"current_password\":\"not the password\",\"new_password\":\"another fine phrase\"}");
    assertEquals(401, wrong.status());
    assertEquals("invalid_credentials", wrong.text("error"));
    assertEquals("current_password", wrong.at("details.field"));
    TestServer.Answer none = server.call("POST", "/api/auth/refresh", null, null);
    assertEquals(401, none.status());
    assertEquals("missing_token", none.text("error"));
  }

  @Test
  void guesses_at_ones_own_password_are_held_up_and_the_right_one_too_until_the_time_is_over() throws Exception {
    String right = "{\"current_password\":\"" + TestServer.PASSWORD + "\",\"new_password\":\"another fine phrase\"}";
    for (int guess = 0; guess < 5; guess++) {
      assertEquals(401, changePassword("{\"current_password\":\"" + guess + "\",\"new_password\":\"x\"}").status());
    }
    TestServer.Answer refused = changePassword(right);
    assertEquals(429, refused.status());
    assertTrue(Long.parseLong(refused.http().headers().firstValue("Retry-After").orElseThrow()) > 0);
    server.clock.advance(Duration.ofMinutes(16));
    server.adminAgain();
    assertEquals(200, changePassword(right).status());
  }

  private TestServer.Answer changePassword(String body) throws Exception {
    return server.put("/api/manage/users/admin/password", body);
  }

  @Test
  void activity_tells_uploads_and_errors_too() throws Exception {
    server.beat("web-1", null);
    server.clock.advance(Duration.ofSeconds(1));
    server.put("/api/manage/clients/web-1/approve", "{}");
    server.clock.advance(Duration.ofSeconds(1));
    String good =
        "{\"timestamp\":\"2026-11-20T09:00:00Z\",\"service\":\"openai\",\"model\":\"gpt\",\"input_tokens\":1}";
    String uploaded = server.lines("web-1", good + "\n" + good + "\n").text("ingestion_id");
    server.clock.advance(Duration.ofSeconds(1));
    String failed = server.lines("web-1", "nonsense\n").text("ingestion_id");
    awaitState(uploaded, "processed");
    awaitState(failed, "failed");
    TestServer.Answer activity = server.get("/api/manage/clients/web-1/activity");
    assertEquals("4", activity.text("total"));
    assertEquals("error", activity.at("activity.0.kind"));
    assertTrue(activity.at("activity.0.detail").contains("0 of 1 lines"), activity.http().body());
    assertEquals("upload", activity.at("activity.1.kind"));
    assertEquals("(lines): 1 stored, 0 replaced, 1 duplicate, 0 invalid", activity.at("activity.1.detail"));
    assertEquals("status", activity.at("activity.2.kind"));
    TestServer.Answer second = server.get("/api/manage/clients/web-1/activity?limit=1&offset=1");
    assertEquals(activity.at("activity.1"), second.at("activity.0"));
    assertEquals("4", second.text("total"));
  }

  private void awaitState(String file, String state) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!server.get("/api/manage/files/" + file).text("status").equals(state) && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertEquals(state, server.get("/api/manage/files/" + file).text("status"));
  }

  @Test
  void a_deleted_accounts_tokens_do_not_open_one_made_later_under_its_name() throws Exception {
    String eve = server.user("eve", "viewer");
    String token =
        server.call("POST", "/api/manage/tokens", eve, "{\"name\":\"t\",\"permissions\":[\"usage:read\"]}")
            .text("token");
    assertEquals(200, server.call("GET", "/api/manage/status", token, null).status());
    server.delete("/api/manage/users/eve");
    assertEquals(401, server.call("GET", "/api/manage/status", token, null).status());
    server.user("eve", "super_admin");
    assertEquals(401, server.call("GET", "/api/manage/status", token, null).status());
    assertEquals("0", server.get("/api/manage/tokens").text("total"));
  }

  @Test
  void what_an_admin_does_to_a_failed_file_is_audited() throws Exception {
    server.beat("web-1", null);
    server.put("/api/manage/clients/web-1/approve", "{}");
    String failed = server.lines("web-1", "nonsense\n").text("ingestion_id");
    awaitState(failed, "failed");
    assertEquals(200, server.post("/api/manage/files/" + failed + "/retry", "{}").status());
    awaitState(failed, "failed");
    assertEquals(200, server.delete("/api/manage/files/" + failed).status());
    TestServer.Answer audit = server.get("/api/manage/audit?resource_id=" + failed);
    assertEquals("file_discard", audit.at("entries.0.action"));
    assertEquals("file_retry", audit.at("entries.1.action"));
    assertEquals("admin", audit.at("entries.1.user_id"));
  }

  @Test
  void a_problem_an_agent_reports_is_an_error_once() throws Exception {
    server.beat("web-1", KEY);
    String broken = TestServer.heartbeat("web-1").replaceFirst("\\{", "{\"problem\":\"config refused\",");
    server.call("POST", "/api/heartbeat", KEY, broken);
    server.call("POST", "/api/heartbeat", KEY, broken);
    TestServer.Answer activity = server.get("/api/manage/clients/web-1/activity");
    assertEquals("2", activity.text("total"));
    assertTrue(activity.http().body().contains("config refused"), activity.http().body());
  }

  @Test
  void what_is_deleted_is_not_changed_or_brought_back() throws Exception {
    String id = server.beat("web-1", KEY).text("client_id");
    server.delete("/api/manage/clients/" + id);
    for (String change : List.of("/reset-key", "", "/config", "/approve")) {
      TestServer.Answer refused = server.put("/api/manage/clients/" + id + change, "{}");
      assertEquals(409, refused.status(), change);
      assertEquals("invalid_transition", refused.text("error"), change);
    }
    assertEquals("deleted", server.get("/api/manage/clients/" + id).text("status"));
  }

  @Test
  void an_update_is_offered_by_the_clients_own_config() throws Exception {
    server.beat("web-1", KEY);
    server.put("/api/manage/clients/web-1/approve", "{}");
    assertEquals("true", server.beat("web-1", KEY).at("update.enabled"));
    server.put("/api/manage/clients/web-1/config", "{\"update_enabled\":false,\"update_check_interval_hours\":5}");
    TestServer.Answer beat = server.beat("web-1", KEY);
    assertEquals("false", beat.at("update.enabled"));
    assertEquals("5", beat.at("update.check_interval_hours"));
  }

  @Test
  void a_bulk_filter_finds_what_the_list_finds() throws Exception {
    server.beat("Web-1", KEY);
    String bulk = "{\"action\":\"approve\",\"filter\":{\"hostname\":\"wEB\",\"status\":\"pending\"}}";
    assertEquals("1", server.get("/api/manage/clients?hostname=wEB").text("total"));
    assertEquals("1", server.post("/api/manage/clients/bulk", bulk).text("succeeded"));
    assertEquals(400, server.post("/api/manage/clients/bulk", bulk.replace("pending", "bogus")).status());
  }
}
