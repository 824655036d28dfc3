package dev.tokenly.cli.script;

import dev.tokenly.api.Credentials;
import dev.tokenly.api.ServerAddress;
import dev.tokenly.api.ServerApi;
import dev.tokenly.api.Timeouts;
import dev.tokenly.api.Trust;
import dev.tokenly.server.Assembly;
import dev.tokenly.server.settings.Settings;
import dev.tokenly.store.duckdb.DuckDbStoreFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A real server on a free port whose clock stands still, its owner, and a home folder for whoever uses it. */
final class Ledger implements AutoCloseable {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);
  private static final String PASSWORD = "a fine pass phrase 1";

  private final Assembly server;
  private final Path home;
  private final ServerApi owner;
  private final String token;

  private Ledger(Assembly server, Path home) {
    this.server = server;
    this.home = home;
    Credentials login = Credentials.inMemory(null);
    this.owner = api(login);
    String first = server.firstPassword().orElseThrow();
    owner.auth().login("admin", first);
    owner.users().setPassword("admin", first, PASSWORD);
    owner.auth().login("admin", PASSWORD);
    this.token = Objects.requireNonNull(login.current()).accessToken();
  }

  /** A personal token that may do that. */
  String token(List<String> permissions) {
    return owner.auth().createToken("tests", permissions, 90).fields().text("token");
  }

  static Ledger start() {
    try {
      Path home = Files.createTempDirectory("tokenly-script");
      Settings settings = Settings.temporary(Files.createDirectory(home.resolve("server")));
      return new Ledger(new Assembly(settings, new DuckDbStoreFactory(), CLOCK), home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.port();
  }

  Path home() {
    return home;
  }

  ServerApi owner() {
    return owner;
  }

  ServerApi api(Credentials credentials) {
    ServerAddress address = ServerAddress.parse(url(), Trust.SYSTEM, false);
    return new ServerApi(address, credentials, Timeouts.DEFAULT, "tokenly/test");
  }

  /** The environment of a script that is the owner. */
  Map<String, String> env() {
    return Map.of(
        "HOME", home.toString(),
        "TOKENLY_SERVER", url(),
        "TOKENLY_TOKEN", token,
        "TOKENLY_TZ", "UTC",
        "LANG", "C.UTF-8");
  }

  /** The command line of such a script. */
  Cli cli() {
    return Cli.of(env(), CLOCK);
  }

  @Override
  public void close() {
    server.close();
  }
}
