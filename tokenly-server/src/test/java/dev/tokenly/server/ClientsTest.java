package dev.tokenly.server;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientsTest {
  private static final String KEY = "tka_" + "a".repeat(43);
  private static final String OTHER_KEY = "tka_" + "b".repeat(43);
  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String show(String id, String path) throws IOException, InterruptedException {
    return server.get("/api/manage/clients/" + id).at(path);
  }

  @Test
  void a_new_machine_waits_is_approved_and_works() throws Exception {
    TestServer.Answer first = server.beat("web-1", KEY);
    assertEquals(202, first.status());
    assertEquals("false", first.text("approved"));
    assertEquals("30", first.text("retry_after_seconds"));
    assertNotNull(first.body().get("server_time"));
    assertEquals(first.text("client_id"), server.beat("web-1", KEY).text("client_id"));
    TestServer.Answer approved = server.put("/api/manage/clients/web-1/approve", "{\"notes\":\"mine\"}");
    assertEquals(200, approved.status());
    assertEquals("approved", approved.text("status"));
    assertEquals("admin", approved.text("approved_by"));
    TestServer.Answer beat = server.beat("web-1", KEY);
    assertEquals(200, beat.status());
    assertEquals("3600", beat.at("config.heartbeat_interval_seconds"));
    assertNotNull(beat.body().get("update"));
  }

  @Test
  void a_client_is_shown_with_every_field_even_unknown_ones() throws Exception {
    server.beat("web-1", KEY);
    String body = server.get("/api/manage/clients").http().body();
    for (String field : List.of("client_id", "hostname", "description", "status", "last_seen", "created_at",
        "updated_at", "approved_at",
        "approved_by", "approval_notes", "launcher_version", "worker_version", "worker_status", "system_info", "stats",
        "custom_config", "key_fingerprint", "ip_address", "uptime_seconds", "consecutive_failures")) {
      assertTrue(body.contains("\"" + field + "\":"), field);
    }
    assertTrue(body.contains("\"approved_at\":null"), body);
    assertTrue(body.contains("\"custom_config\":{}"), body);
    assertTrue(body.contains("\"key_fingerprint\":\"SHA256:"), body);
    assertTrue(body.contains("\"summary\":{\"pending\":1,\"approved\":0,\"rejected\":0,\"suspended\":0,\"active\":0}"),
        body);
  }

  @Test
  void n19_a_second_key_for_a_known_host_is_denied_shown_and_harmless() throws Exception {
    server.beat("web-1", KEY);
    server.put("/api/manage/clients/web-1/approve", "{}");
    for (String key : new String[] {OTHER_KEY, null}) {
      TestServer.Answer denied = server.beat("web-1", key);
      assertEquals(403, denied.status());
      assertEquals("wrong_key", denied.text("reason"));
    }
    assertEquals(200, server.beat("web-1", KEY).status());
    assertEquals("2", show("web-1", "conflict.attempts"));
    assertEquals("1", server.get("/api/manage/audit?actions=client_key_mismatch").text("total"));
    assertEquals(200, server.put("/api/manage/clients/web-1/reset-key", "{}").status());
    TestServer.Answer again = server.beat("web-1", OTHER_KEY);
    assertEquals(202, again.status());
    assertEquals("wrong_key", server.beat("web-1", KEY).text("reason"));
  }

  @Test
  void a_client_without_a_key_is_marked_and_can_be_refused_altogether() throws Exception {
    assertEquals(202, server.beat("old-agent", null).status());
    assertEquals("false", show("old-agent", "authenticated"));
    server.put("/api/manage/clients/old-agent/approve", "{}");
    assertEquals(200, server.beat("old-agent", null).status());
    server.put("/api/manage/config/server.require_client_keys", "{\"value\":true}");
    for (String host : List.of("another", "old-agent")) {
      TestServer.Answer refused = server.beat(host, null);
      assertEquals(403, refused.status());
      assertEquals("false", refused.text("approved"));
      assertEquals("wrong_key", refused.text("reason"));
    }
    assertEquals("wrong_key", server.lines("old-agent", "{}").text("error"));
    assertEquals(202, server.beat("another", KEY).status());
  }

  @Test
  void n20_approving_with_the_wrong_fingerprint_changes_nothing() throws Exception {
    server.beat("web-1", KEY);
    TestServer.Answer refused =
        server.put("/api/manage/clients/web-1/approve", "{\"fingerprint\":\"SHA256:0000 0000\"}");
    assertEquals(409, refused.status());
    assertEquals("fingerprint_mismatch", refused.text("error"));
    assertEquals("pending", show("web-1", "status"));
    String right = show("web-1", "key_fingerprint");
    assertEquals(200, server
        .put("/api/manage/clients/web-1/approve", "{\"fingerprint\":\"" + right.replace(" ", "") + "\"}").status());
  }

  @Test
  void only_the_allowed_transitions_are_possible() throws Exception {
    Map<String, Map<String, Integer>> table =
        Map.of(
            "pending", Map.of("approve", 200, "reject", 200, "suspend", 409),
            "approved", Map.of("approve", 409, "reject", 200, "suspend", 200),
            "suspended", Map.of("approve", 200, "reject", 200, "suspend", 409),
            "rejected", Map.of("approve", 200, "reject", 409, "suspend", 409));
    Map<String, List<String>> ways =
        Map.of("pending", List.of(), "approved", List.of("approve"), "suspended", List.of("approve", "suspend"),
            "rejected", List.of("reject"));
    for (Map.Entry<String, Map<String, Integer>> row : table.entrySet()) {
      for (Map.Entry<String, Integer> expected : row.getValue().entrySet()) {
        String from = row.getKey();
        String host = from + "-" + expected.getKey();
        server.beat(host, KEY);
        for (String step : ways.getOrDefault(from, List.of())) {
          server.put("/api/manage/clients/" + host + "/" + step, "{}");
        }
        TestServer.Answer answer = server.put("/api/manage/clients/" + host + "/" + expected.getKey(), "{}");
        assertEquals(expected.getValue(), answer.status(), host);
        assertTrue(answer.status() == 200 || answer.text("error").equals("invalid_transition"), host);
      }
    }
  }

  @Test
  void a_deleted_host_is_blocked_until_it_is_unblocked() throws Exception {
    server.beat("web-1", KEY);
    TestServer.Answer deleted = server.delete("/api/manage/clients/web-1");
    assertEquals("deleted", deleted.text("status"));
    assertEquals("deleted", server.beat("web-1", KEY).text("reason"));
    assertEquals("0", server.get("/api/manage/clients").text("total"));
    assertEquals(200, server.post("/api/manage/clients/unblock", "{\"hostname\":\"web-1\"}").status());
    assertEquals(202, server.beat("web-1", KEY).status());
  }

  @Test
  void bulk_takes_as_many_ids_as_it_says() throws Exception {
    String ids =
        IntStream.range(0, 10_001).mapToObj(at -> '"' + new UUID(at, at).toString() + '"').collect(joining(","));
    String most = ids.substring(0, ids.lastIndexOf(','));
    assertEquals(200,
        server.post("/api/manage/clients/bulk", "{\"action\":\"reject\",\"ids\":[" + most + "]}").status());
    assertEquals(400,
        server.post("/api/manage/clients/bulk", "{\"action\":\"reject\",\"ids\":[" + ids + "]}").status());
  }

  @Test
  void bulk_changes_all_or_each_and_tells_every_result() throws Exception {
    for (String host : List.of("a", "b", "c")) {
      server.beat(host, KEY);
    }
    server.put("/api/manage/clients/c/reject", "{}");
    TestServer.Answer all =
        server.post("/api/manage/clients/bulk",
            "{\"action\":\"reject\",\"mode\":\"all\",\"ids\":[\"a\",\"b\",\"c\",\"nobody\"]}");
    assertEquals("0", all.text("succeeded"));
    assertEquals("pending", show("a", "status"));
    TestServer.Answer each =
        server.post("/api/manage/clients/bulk", "{\"action\":\"reject\",\"ids\":[\"a\",\"b\",\"c\"]}");
    assertEquals("2", each.text("succeeded"));
    assertEquals("1", each.text("failed"));
    assertTrue(each.http().body().contains("invalid_transition"));
    TestServer.Answer filtered =
        server.post("/api/manage/clients/bulk", "{\"action\":\"approve\",\"filter\":{\"status\":\"rejected\"}}");
    assertEquals("3", filtered.text("succeeded"));
    String viewer = server.user("eve", "viewer");
    assertEquals(403,
        server.call("POST", "/api/manage/clients/bulk", viewer, "{\"action\":\"delete\",\"ids\":[\"a\"]}").status());
  }

  @Test
  void a_bad_heartbeat_names_the_field() throws Exception {
    String good = TestServer.heartbeat("web-1");
    Map<String, String> bad =
        Map.of(
            "client_hostname", good.replace("web-1", "web 1"),
            "worker_status", good.replace("running", "dancing"),
            "system_info.os", good.replace("linux", "plan9"),
            "timestamp", good.replace("2026-11-20T10:00:00Z", "yesterday"),
            "stats.files_uploaded_today", good.replace(": 2,", ": -2,"));
    for (Map.Entry<String, String> one : bad.entrySet()) {
      TestServer.Answer answer = server.call("POST", "/api/heartbeat", KEY, one.getValue());
      assertEquals(400, answer.status(), one.getKey());
      assertEquals("validation_failed", answer.text("error"));
      assertEquals(one.getKey(), answer.at("details.field"));
    }
  }

  @Test
  void n23_strangers_cannot_flood_the_list_and_existing_clients_do_not_notice() throws Exception {
    server.beat("mine", KEY);
    server.put("/api/manage/config/server.registrations_per_hour", "{\"value\":5}");
    int refused = 0;
    for (int i = 0; i < 10; i++) {
      TestServer.Answer answer = server.beat("stranger-" + i, KEY);
      refused += answer.status() == 429 ? 1 : 0;
      assertTrue(answer.status() != 429 || !answer.header("Retry-After").isEmpty());
    }
    assertEquals(6, refused);
    assertEquals(202, server.beat("mine", KEY).status());
    server.put("/api/manage/config/server.max_clients", "{\"value\":3}");
    TestServer.Answer full = server.beat("one-more", KEY);
    assertEquals(503, full.status());
    assertEquals("client_limit_reached", full.text("error"));
  }

  @Test
  void clients_and_their_last_heartbeat_survive_a_restart(@TempDir Path folder) throws Exception {
    String id;
    try (TestServer before = new TestServer(folder)) {
      id = before.beat("web-1", KEY).text("client_id");
      before.put("/api/manage/clients/web-1/approve", "{}");
      before.beat("web-1", KEY);
    }
    try (TestServer after = new TestServer(folder)) {
      after.adminAgain();
      TestServer.Answer shown = after.get("/api/manage/clients/" + id);
      assertEquals("approved", shown.text("status"));
      assertEquals("2026-11-20T10:00:00Z", shown.text("last_seen"));
      assertEquals(200, after.beat("web-1", KEY).status());
      assertEquals(403, after.beat("web-1", OTHER_KEY).status());
    }
  }

  @Test
  void activity_tells_what_happened_newest_first() throws Exception {
    server.beat("web-1", KEY);
    server.clock.advance(Duration.ofSeconds(1));
    server.put("/api/manage/clients/web-1/approve", "{}");
    String activity = server.get("/api/manage/clients/web-1/activity").http().body();
    assertTrue(activity.indexOf("pending → approved by admin") < activity.indexOf("registered as pending"), activity);
    assertTrue(activity.contains("registered as pending"), activity);
  }

  @Test
  void a_client_is_active_while_its_heartbeats_are_young() throws Exception {
    server.beat("web-1", KEY);
    server.put("/api/manage/clients/web-1/approve", "{}");
    server.beat("web-1", KEY);
    assertEquals("true", show("web-1", "active"));
    server.clock.advance(Duration.ofHours(2).plusSeconds(1));
    server.adminAgain();
    assertEquals("false", show("web-1", "active"));
    assertEquals("0", server.get("/api/manage/clients?last_seen_after=1h").text("total"));
    assertEquals("1", server.get("/api/manage/clients?last_seen_after=3h&order_by=last_seen&desc=true").text("total"));
  }
}
