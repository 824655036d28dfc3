package dev.tokenly.server.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  @TempDir private Path folder;

  private Path file(String toml) throws IOException {
    return Files.writeString(folder.resolve("server.toml"), toml);
  }

  private static String refused(Path file, Map<String, String> environment, Map<String, String> options) {
    return String
        .valueOf(assertThrows(SettingsException.class, () -> Settings.of(file, environment, options)).getMessage());
  }

  @Test
  void an_option_wins_over_the_environment_and_that_over_the_file() throws IOException {
    Path file = file("[server]\nport = 1\nhost = \"127.0.0.2\"\n[jwt]\nexpiration_minutes = 5\n");
    Map<String, String> environment = Map.of("TOKENLY_SERVER_PORT", "2", "TOKENLY_JWT_EXPIRATION_MINUTES", "6");
    Settings settings = Settings.of(file, environment, Map.of("server.port", "3"));
    assertEquals(3, settings.listen().port());
    assertEquals("127.0.0.2", settings.listen().host());
    assertEquals(6, settings.tokens().accessLife().toMinutes());
    assertEquals(7, settings.tokens().refreshLife().toDays());
  }

  @Test
  void an_unknown_name_fails_and_is_named_with_where_it_came_from() throws IOException {
    String message = refused(file("[server]\nprot = 1\n"), Map.of(), Map.of());
    assertTrue(message.contains("server.prot") && message.contains("server.toml"), message);
    assertTrue(refused(file(""), Map.of("TOKENLY_JWT_SECRETT", "x"), Map.of()).contains("TOKENLY_JWT_SECRETT"));
    assertTrue(refused(file(""), Map.of(), Map.of("nothing.here", "x")).contains("nothing.here"));
    Settings.of(file(""), Map.of("TOKENLY_PROFILE", "for the command line", "PATH", "/bin"), Map.of());
  }

  @Test
  void a_wrong_value_says_what_is_needed() throws IOException {
    assertTrue(refused(file("[server]\nport = 70000\n"), Map.of(), Map.of()).contains("from 0 to 65535"));
    assertTrue(refused(file("[server\n"), Map.of(), Map.of()).contains("server.toml"));
    assertTrue(refused(file(""), Map.of(), Map.of("log.level", "loud")).contains("error, warn, info, debug"));
    assertTrue(refused(file(""), Map.of(), Map.of("tls.key", "k.pem")).contains("go together"));
  }

  @Test
  void the_data_lies_in_the_home_of_the_environment() throws IOException {
    Settings settings = Settings.of(file(""), Map.of("HOME", "/somebody"), Map.of());
    assertEquals(Path.of("/somebody/.local/share/tokenly/server"), settings.data().folder());
    Path users = Path.of(System.getProperty("user.home"));
    assertEquals(users.resolve(".local/share/tokenly/server"),
        Settings.of(file(""), Map.of(), Map.of()).data().folder());
  }

  @Test
  void a_short_secret_is_refused_without_being_repeated() throws IOException {
    String message = refused(file(""), Map.of("TOKENLY_JWT_SECRET", "hunter2"), Map.of());
    assertTrue(message.contains("32 bytes"), message);
    assertFalse(message.contains("hunter2"), message);
  }

  @Test
  void plain_http_beyond_loopback_must_be_asked_for() throws IOException {
    assertTrue(refused(file(""), Map.of(), Map.of("server.host", "0.0.0.0")).contains("insecure_http"));
    Settings.of(file(""), Map.of(), Map.of("server.host", "0.0.0.0", "server.insecure_http", "true"));
  }

  @Test
  void printing_shows_every_value_with_its_origin_and_no_secret() throws IOException {
    String secret = "a secret that is long enough to be one";
    String printed = Settings.print(file("[log]\nlevel = \"debug\"\n"), Map.of("TOKENLY_JWT_SECRET", secret),
        Map.of("server.port", "0"));
    assertTrue(printed.contains("port = 0  # command line"), printed);
    assertTrue(printed.contains("level = \"debug\"  # " + folder.resolve("server.toml")), printed);
    assertTrue(printed.contains("secret = \"********\"  # environment variable TOKENLY_JWT_SECRET"), printed);
    assertTrue(printed.contains("issuer = \"tokenly-server\"  # default"), printed);
    assertFalse(printed.contains(secret));
  }
}
