package dev.tokenly.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigAndAuditTest {
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
  void a_key_has_a_default_a_type_and_a_range() throws Exception {
    TestServer.Answer before = server.get("/api/manage/config/ingestion.max_file_size_mb");
    assertEquals("50", before.text("value"));
    assertEquals("int", before.text("type"));
    assertEquals("default", before.text("source"));
    for (String bad : List.of("0", "1025", "\"50\"", "1.5", "true", "null")) {
      assertEquals(400, server.put("/api/manage/config/ingestion.max_file_size_mb", "{\"value\":" + bad + "}").status(),
          bad);
    }
    TestServer.Answer set =
        server.put("/api/manage/config/ingestion.max_file_size_mb", "{\"value\":7,\"notes\":\"small disk\"}");
    assertEquals("7", set.text("value"));
    assertEquals("admin", set.text("updated_by"));
    assertEquals("small disk", set.text("notes"));
    assertEquals(200, server.delete("/api/manage/config/ingestion.max_file_size_mb").status());
    assertEquals("50", server.get("/api/manage/config/ingestion.max_file_size_mb").text("value"));
    assertEquals(404, server.get("/api/manage/config/no.such.key").status());
    assertEquals(400, server
        .put("/api/manage/config/default_client_config", "{\"value\":{\"tail_interval_seconds\":\"soon\"}}").status());
    assertEquals("4", server.get("/api/manage/config?prefix=ingestion.").text("total"));
  }

  @Test
  void a_retention_policy_leaves_to_the_configuration_what_it_does_not_name() throws Exception {
    String policy = "/api/manage/retention/policy";
    assertEquals("90", server.put(policy, "{\"services\":{\"openai\":1000}}").text("default_retention_days"));
    server.put("/api/manage/config/retention.default_days", "{\"value\":33}");
    assertEquals("33", server.get("/api/manage/retention").at("policy.default_retention_days"));
    assertEquals("1000", server.get("/api/manage/retention").at("policy.aggregate_retention_days"));
    assertEquals("1000", server.get("/api/manage/retention").at("policy.services.openai"));

    assertEquals("40", server.put(policy, "{\"default_retention_days\":40}").text("default_retention_days"));
    server.put("/api/manage/config/retention.default_days", "{\"value\":50}");
    assertEquals("40", server.get("/api/manage/retention").at("policy.default_retention_days"));
  }

  @Test
  void a_secret_is_masked_everywhere_and_encrypted_on_disk(@TempDir Path folder) throws Exception {
    String secret = "correct-horse-battery-staple";
    try (TestServer kept = new TestServer(folder)) {
      TestServer.Answer set =
          kept.put("/api/manage/config/notifications.webhook_secret", "{\"value\":\"" + secret + "\"}");
      assertEquals("********", set.text("value"));
      assertEquals(400,
          kept.put("/api/manage/config/notifications.webhook_secret", "{\"value\":\"********\"}").status());
      assertFalse(kept.get("/api/manage/config").http().body().contains(secret));
      assertFalse(kept.get("/api/manage/audit").http().body().contains(secret));
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertFalse(bytes.contains(secret), file.toString());
      }
    }
    assertEquals("rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("secrets.json"))));
  }

  @Test
  void every_change_is_audited_with_who_from_where() throws Exception {
    server.put("/api/manage/config/server.max_clients", "{\"value\":7}");
    TestServer.Answer audit =
        server.get("/api/manage/audit?actions=config_set&resources=config&resource_id=server.max_clients");
    assertEquals("1", audit.text("total"));
    assertEquals("admin", audit.at("entries.0.user_id"));
    assertEquals("admin", audit.at("entries.0.user"));
    assertEquals("config", audit.at("entries.0.resource_type"));
    assertEquals("127.0.0.1", audit.at("entries.0.ip_address"));
    assertEquals("1000", audit.at("entries.0.details.before"));
    assertEquals("7", audit.at("entries.0.details.after"));
    assertEquals("1", audit.text("page"));
  }

  @ParameterizedTest
  @CsvSource({
    "server.max_clients, 2", "SERVER.MAX, 2", "!server.max_clients, -2", "~srvmxcl, 2", "/config_set.*max_cl/, 2",
    "/CONFIG_SET/, 3", "max.clients, 0", "!, 0"
  })
  void the_audit_is_searched_where_it_lies(String search, int found) throws Exception {
    server.put("/api/manage/config/server.max_clients", "{\"value\":7}");
    server.put("/api/manage/config/server.max_clients", "{\"value\":8}");
    server.put("/api/manage/config/audit.retention_days", "{\"value\":30}");
    server.clock.advance(Duration.ofSeconds(1));
    int all = Integer.parseInt(server.get("/api/manage/audit").text("total"));
    int expected = search.equals("!") ? all : found < 0 ? all + found : found;
    String query = "?search=" + URLEncoder.encode(search, StandardCharsets.UTF_8);
    assertEquals(String.valueOf(expected), server.get("/api/manage/audit" + query).text("total"));
    assertEquals(expected, server.get("/api/manage/audit/export" + query).http().body().lines().count());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/(/", "/(((a{1000}){1000}){1000})/"})
  void what_is_no_expression_is_refused(String search) throws Exception {
    String query = "?search=" + URLEncoder.encode(search, StandardCharsets.UTF_8);
    for (String path : List.of("/api/manage/audit", "/api/manage/audit/export")) {
      TestServer.Answer refused = server.get(path + query);
      assertEquals(400, refused.status());
      assertTrue(refused.http().body().contains("search"), refused.http().body());
    }
  }

  @Test
  void the_chain_holds_also_after_retention() throws Exception {
    server.get("/api/manage/users");
    TestServer.Answer verified = server.get("/api/manage/audit/verify");
    assertEquals("true", verified.text("valid"));
    server.clock.advance(Duration.ofDays(91));
    server.adminAgain();
    assertTrue(server.assembly.audit().retain(90) > 0);
    TestServer.Answer after = server.get("/api/manage/audit/verify");
    assertEquals("true", after.text("valid"));
    assertTrue(Long.parseLong(after.text("removed_up_to")) > 0);
  }

  @Test
  void the_audit_exports_as_lines() throws Exception {
    server.put("/api/manage/config/server.max_clients", "{\"value\":7}");
    server.clock.advance(Duration.ofSeconds(1));
    List<String> lines = server.get("/api/manage/audit/export").http().body().lines().toList();
    assertTrue(lines.size() >= 4, lines.toString());
    assertTrue(lines.stream().allMatch(line -> line.startsWith("{\"id\":") && line.contains("\"hash\":\"")));
  }

  @Test
  void n56_a_second_server_on_the_folder_is_refused_and_told_the_holder(@TempDir Path folder) throws Exception {
    try (TestServer first = new TestServer(folder)) {
      assertTrue(first.assembly.port() > 0);
      IOException refused = assertThrows(IOException.class, () -> new TestServer(folder).close());
      assertTrue(String.valueOf(refused.getMessage()).contains("PID " + ProcessHandle.current().pid()),
          refused.getMessage());
    }
    new TestServer(folder).close();
  }

  @Test
  void status_and_health_have_their_fields() throws Exception {
    assertEquals("ok", server.call("GET", "/health", null, null).text("status"));
    String status = server.get("/api/manage/status").http().body();
    for (String field : List.of("version", "uptime_seconds", "memory_usage_mb", "cpu_usage_percent", "backend",
        "total_records",
        "total_size_mb", "total", "active", "pending", "files_today", "records_today", "average_processing_time_ms",
        "errors_today", "backlog_files", "lag_seconds", "disk_free_mb")) {
      assertTrue(status.contains("\"" + field + "\":"), field + " in " + status);
    }
  }
}
