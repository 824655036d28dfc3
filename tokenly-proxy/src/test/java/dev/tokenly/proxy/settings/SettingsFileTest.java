package dev.tokenly.proxy.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
  private static final String GOOD =
      """
      drain = "5s"
      limits = { body_timeout = "45s" }
      on_spool_failure = "fail-closed"
      [[listener]]
      port = 8081
      service = "open-webui"
      upstream = "http://llama-server:8080/v1"
      provider = "local"
      budget = { amount_usd = "5.00", period = "month" }
      [[listener]]
      port = 8090
      bind = "0.0.0.0"
      service = "team"
      provider = "anthropic"
      auth = "key"
      [listener.filters]
      drop_tools = ["browser"]
      [[key]]
      user = "alice"
      sha256 = "%s"
      """
          .formatted("ab".repeat(32));

  @TempDir Path folder;

  private ProxySettings read(String toml, Map<String, Object> options) throws Exception {
    Path file = Files.writeString(folder.resolve("proxy.toml"), toml);
    return SettingsFile.read(file, options, Path.of("spool"), false);
  }

  private void complains(String toml, String... words) {
    IllegalArgumentException complaint = assertThrows(IllegalArgumentException.class, () -> read(toml, Map.of()));
    for (String word : words) {
      assertTrue(String.valueOf(complaint.getMessage()).contains(word), complaint::getMessage);
    }
  }

  @Test
  void reads_a_file_and_shows_what_it_means() throws Exception {
    ProxySettings settings = read(GOOD,
        Map.of("drain", "9s", "listener", List.of(Map.of("port", 9000L, "service", "x", "provider", "openai"))));
    assertEquals(3, settings.listeners().size());
    assertEquals(
        """
        127.0.0.1:8081  open-webui  ->  http://llama-server:8080/v1  provider local, auth none, budget a month
        0.0.0.0:8090  team  ->  https://api.anthropic.com  provider anthropic, auth key, filters on
        127.0.0.1:9000  x  ->  https://api.openai.com  provider openai, auth none
        records  spool, at most 1024 MB, calls that cannot be recorded are refused
        limits   bodies 24 MB in 45s, headers 64 KB in 10s, connect 10s, idle 600s, drain 9s
        client hangs up  drain
        """,
        SettingsText.of(settings));
  }

  @Test
  void reads_the_same_from_yaml_and_json() throws Exception {
    String yaml =
        """
        drain: 5s
        limits: { body_timeout: 45s }
        on_spool_failure: fail-closed
        listener:
          - {port: 8081, service: open-webui, upstream: "http://llama-server:8080/v1", provider: local,
             budget: {amount_usd: 5.00, period: month}}
          - port: 8090
            bind: 0.0.0.0
            service: team
            provider: anthropic
            auth: key
            filters: {drop_tools: [browser]}
        key:
          - {user: alice, sha256: %s}
        """
            .formatted("ab".repeat(32));
    ProxySettings expected = read(GOOD, Map.of());
    Path file = Files.writeString(folder.resolve("proxy.yaml"), yaml);
    assertEquals(expected, SettingsFile.read(file, Map.of(), Path.of("spool"), false));
    Path json =
        Files.writeString(
            folder.resolve("proxy.json"),
            "{\"listener\": [{\"port\": 1, \"service\": \"x\", \"provider\": \"ollama\"}]}");
    assertEquals(1, SettingsFile.read(json, Map.of(), Path.of("spool"), false).listeners().size());
  }

  @Test
  void names_what_is_wrong_in_yaml() throws Exception {
    Map<String, String> mistakes =
        Map.of(
            "listener:\n  - {port: 1, port: 2}", "duplicate key port (line 2)",
            "listener:\n  - {port: eighty, service: x}", "listener[0].port: not a whole number",
            "- 1", "not a table of settings",
            "", "no listener",
            "a: !!java.net.URL [http://x]", "line 1");
    for (Map.Entry<String, String> mistake : mistakes.entrySet()) {
      Path file = Files.writeString(folder.resolve("proxy.yaml"), mistake.getKey());
      IllegalArgumentException complaint =
          assertThrows(
              IllegalArgumentException.class, () -> SettingsFile.read(file, Map.of(), Path.of("spool"), false));
      assertTrue(String.valueOf(complaint.getMessage()).contains(mistake.getValue()), complaint::getMessage);
    }
  }

  @Test
  void names_the_setting_that_is_wrong() {
    complains("", "no listener");
    complains("colour = 1\n" + GOOD, "proxy.toml", "colour", "unknown setting");
    complains(GOOD.replace("port = 8081", "port = \"x\""), "listener[0].port", "not a whole number");
    complains(GOOD.replace("port = 8081", "port = 8090"), "8090", "two listeners");
    complains(GOOD.replace("\"5s\"", "\"soon\""), "drain", "no length of time");
    complains(GOOD.replace("auth = \"key\"", "auth = \"none\""), "listener[1]", "let everybody in");
    complains(GOOD.replace("[[key]]", "[[listener.unused]]"), "listener[1].unused", "unknown setting");
    complains(GOOD.replace("http://llama-server:8080/v1", "ftp://x"), "listener[0]", "http://host");
    complains(GOOD.replace("http://llama-server:8080/v1", "http://u:secret@x"), "listener[0]");
    complains(GOOD.replace("provider = \"local\"", "provider = \"acme\""), "no provider is named", "ollama");
    complains("port = = 1", "proxy.toml");
  }

  @Test
  void never_shows_a_secret_in_a_complaint() {
    IllegalArgumentException complaint =
        assertThrows(IllegalArgumentException.class,
            () -> read(GOOD.replace("http://llama-server:8080/v1", "http://u:secret@x"), Map.of()));
    assertTrue(!String.valueOf(complaint.getMessage()).contains("secret"));
  }
}
