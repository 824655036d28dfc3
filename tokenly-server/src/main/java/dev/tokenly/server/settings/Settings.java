package dev.tokenly.server.settings;

import dev.tokenly.store.StoreOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything the server is told before it starts. One precedence: option over environment over file over default. What can
 * be changed while it runs is configuration, kept in the store.
 */
public record Settings(Listen listen, Data data, Tokens tokens, Log log) {
  private static final String MEMORY = ":memory:";

  static final List<Key> KEYS =
      List.of(
          Key.of("server.host", "127.0.0.1", "address to listen on"),
          Key.of("server.port", "7071", "port to listen on; 0 picks a free one"),
          Key.of("server.data_dir", "", "folder of the ledger, the journal and the secrets"),
          Key.of("server.insecure_http", "false", "allow plain HTTP on an address that is not loopback"),
          Key.of("server.max_connections", "1024", "open connections at most"),
          Key.of("server.max_connections_per_address", "64",
              "open connections from one address at most, loopback apart"),
          Key.of("server.drain_seconds", "10", "how long running requests may take when the server stops"),
          Key.of("tls.certificate", "", "PEM file with the certificate chain; turns TLS on"),
          Key.of("tls.key", "", "PEM file with the private key (PKCS#8, not encrypted)"),
          Key.of("cors.origins", "", "browser origins that may use the API, comma separated"),
          Key.secret("jwt.secret", "key of the access tokens, at least 32 bytes; generated when absent"),
          Key.of("jwt.expiration_minutes", "15", "life of an access token"),
          Key.of("jwt.issuer", "tokenly-server", "issuer named in access tokens"),
          Key.of("jwt.audience", "tokenly-admin", "audience named in access tokens"),
          Key.of("refresh_token.expiration_days", "7", "life of a session that is not used"),
          Key.of("storage.admin_type", "duckdb", "engine for accounts, clients and configuration"),
          Key.of("storage.token_type", "duckdb", "engine for usage records"),
          Key.of("storage.memory_limit_mb", Integer.toString(StoreOptions.DEFAULT.memoryMegabytes()),
              "memory the storage engine may use; more makes questions over single records quicker"),
          Key.of("log.level", "info", "error, warn, info or debug"),
          Key.of("log.format", "text", "text or json"));

  /** Where and how the server listens. */
  public record Listen(String host, int port, @Nullable Tls tls, Caps caps, List<String> origins) {
    /** How many connections may be open, and how long the end may take. */
    public record Caps(int connections, int connectionsPerAddress, Duration drain) {}

    /** The PEM files of the server's certificate chain and private key. */
    public record Tls(Path certificate, Path key) {}
  }

  /** Where the data is; a null folder means everything is kept in memory and gone at the end. */
  public record Data(@Nullable Path folder, int memoryLimitMegabytes) {}

  /** The tokens people get; a null secret means one is generated and kept in the data folder. */
  public record Tokens(
      @Nullable String secret, Duration accessLife, Duration refreshLife, String issuer, String audience) {}

  /** What is logged, and as which text. */
  public record Log(String level, boolean json) {}

  /** Reads the settings; throws {@link SettingsException} naming the first one that is wrong. */
  public static Settings of(@Nullable Path file, Map<String, String> environment, Map<String, String> options) {
    return build(source(file, environment, options), environment);
  }

  /** Settings for tests and throw-away servers: defaults, a free port, the folder given (or memory). */
  public static Settings temporary(@Nullable Path folder) {
    String data = folder == null ? MEMORY : folder.toString();
    return of(null, Map.of(), Map.of("server.port", "0", "server.data_dir", data));
  }

  /** The resolved settings as TOML, each with where it came from; secrets are masked. */
  public static String print(@Nullable Path file, Map<String, String> environment, Map<String, String> options) {
    SettingsSource source = source(file, environment, options);
    build(source, environment);
    return SettingsText.of(KEYS, source);
  }

  private static SettingsSource source(
      @Nullable Path file, Map<String, String> environment, Map<String, String> options) {
    SettingsSource source = new SettingsSource(KEYS);
    source.addFile(file);
    source.addEnvironment(environment);
    source.addOptions(options);
    return source;
  }

  private static Settings build(SettingsSource source, Map<String, String> environment) {
    source.oneOf("storage.admin_type", "duckdb");
    source.oneOf("storage.token_type", "duckdb");
    Log log =
        new Log(
            source.oneOf("log.level", "error", "warn", "info", "debug"),
            source.oneOf("log.format", "text", "json").equals("json"));
    return new Settings(listen(source), data(source, environment), tokens(source), log);
  }

  private static Data data(SettingsSource source, Map<String, String> environment) {
    String text = source.text("server.data_dir");
    int memory = source.number("storage.memory_limit_mb", 64, 1 << 20);
    Path folder = text.isEmpty() ? defaultFolder(environment) : Path.of(text).toAbsolutePath();
    return new Data(text.equals(MEMORY) ? null : folder, memory);
  }

  /** In the home the environment names, as for everything else of this program; else in the user database's. */
  private static Path defaultFolder(Map<String, String> environment) {
    String named = environment.getOrDefault("HOME", "");
    Path home = Path.of(named.startsWith("/") ? named : System.getProperty("user.home"));
    return home.resolve(".local").resolve("share").resolve("tokenly").resolve("server");
  }

  private static Tokens tokens(SettingsSource source) {
    String secret = source.text("jwt.secret");
    if (!secret.isEmpty() && secret.getBytes(StandardCharsets.UTF_8).length < 32) {
      throw source.bad("jwt.secret", "at least 32 bytes are needed");
    }
    return new Tokens(
        secret.isEmpty() ? null : secret,
        Duration.ofMinutes(source.number("jwt.expiration_minutes", 1, 1440)),
        Duration.ofDays(source.number("refresh_token.expiration_days", 1, 365)),
        source.text("jwt.issuer"),
        source.text("jwt.audience"));
  }

  private static Listen listen(SettingsSource source) {
    String host = source.text("server.host");
    Listen.Tls tls = tls(source);
    if (tls == null && !source.flag("server.insecure_http") && !isLoopback(source, host)) {
      throw source.bad(
          "server.host",
          "plain HTTP is only served on loopback; set tls.certificate and tls.key, or server.insecure_http = true");
    }
    Listen.Caps caps =
        new Listen.Caps(
            source.number("server.max_connections", 1, 65_535),
            source.number("server.max_connections_per_address", 1, 65_535),
            Duration.ofSeconds(source.number("server.drain_seconds", 0, 600)));
    return new Listen(host, source.number("server.port", 0, 65_535), tls, caps, source.list("cors.origins"));
  }

  private static Listen.@Nullable Tls tls(SettingsSource source) {
    String certificate = source.text("tls.certificate");
    String key = source.text("tls.key");
    if (certificate.isEmpty() != key.isEmpty()) {
      throw source.bad(certificate.isEmpty() ? "tls.certificate" : "tls.key",
          "tls.certificate and tls.key go together");
    }
    return certificate.isEmpty() ? null : new Listen.Tls(Path.of(certificate), Path.of(key));
  }

  private static boolean isLoopback(SettingsSource source, String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException _) {
      throw source.bad("server.host", "no such host");
    }
  }
}
