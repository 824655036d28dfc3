package dev.tokenly.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OverridesTest {
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
  void an_override_is_previewed_merged_delivered_and_seen_as_delivered() throws Exception {
    server.beat("web-1", KEY);
    server.put("/api/manage/clients/web-1/approve", "{}");
    server.put("/api/manage/config/default_client_config", "{\"value\":{\"tail_interval_seconds\":9}}");
    String override =
        "{\"custom_config\":{\"heartbeat_interval_seconds\":60,\"discovery_paths\":{\"linux\":[\"/srv/logs\"]}}}";
    TestServer.Answer preview = server.put("/api/manage/clients/web-1/config?dry_run=true", override);
    assertEquals("60",
        preview.at("effective_config.heartbeat_interval_seconds"));
    assertEquals(List.of(), server.get("/api/manage/clients/web-1/config").body().get("overridden_keys"));
    assertEquals(200, server.put("/api/manage/clients/web-1/config", override).status());
    assertEquals("false", server.get("/api/manage/clients/web-1/config").at("delivered"));
    server.clock.advance(Duration.ofSeconds(1));
    TestServer.Answer told = server.beat("web-1", KEY);
    assertEquals("60", told.at("config.heartbeat_interval_seconds"));
    assertEquals("9", told.at("config.tail_interval_seconds"));
    assertEquals("[/srv/logs]", told.at("config.discovery_paths.linux"));
    assertEquals("/var/log", told.at("config.discovery_paths.darwin.0"));
    assertEquals("true", server.get("/api/manage/clients/web-1/config").at("delivered"));
    assertEquals(400,
        server.put("/api/manage/clients/web-1/config", "{\"custom_config\":{\"tail_interval_seconds\":0}}").status());
    assertEquals("1", server.get("/api/manage/clients/overrides").text("total"));
  }

  @Test
  void what_was_taken_back_is_delivered_once_the_client_has_heard_it() throws Exception {
    server.beat("web-1", KEY);
    server.put("/api/manage/clients/web-1/approve", "{}");
    takesBack("/api/manage/clients/web-1/config", "{\"tail_interval_seconds\":9}");
    assertEquals("0", server.get("/api/manage/clients/overrides").text("total"));
    takesBack("/api/manage/config/default_client_config", "{\"value\":{\"tail_interval_seconds\":9}}");
    assertEquals("default", server.get("/api/manage/config/default_client_config").text("source"));
  }

  private void takesBack(String path, String config) throws Exception {
    String shown = "/api/manage/clients/web-1/config";
    assertEquals(200, server.put(path, config).status(), path);
    server.clock.advance(Duration.ofSeconds(1));
    assertEquals("9", server.beat("web-1", KEY).at("config.tail_interval_seconds"));
    server.clock.advance(Duration.ofSeconds(1));
    assertEquals(200, server.delete(path).status(), path);
    assertEquals(404, server.delete(path).status(), path);
    assertEquals("false", server.get(shown).at("delivered"), path);
    server.clock.advance(Duration.ofSeconds(1));
    assertEquals("5", server.beat("web-1", KEY).at("config.tail_interval_seconds"));
    assertEquals("true", server.get(shown).at("delivered"), path);
  }
}
