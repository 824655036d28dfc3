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
        limits   bodies 24 MB, headers 64 KB, connect 10s, idle 600s, drain 9s
        client hangs up  drain
        """,
        SettingsText.of(settings));
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
