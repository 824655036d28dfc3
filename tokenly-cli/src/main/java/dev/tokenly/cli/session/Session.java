package dev.tokenly.cli.session;

import dev.tokenly.api.ApiException;
import dev.tokenly.api.Credentials;
import dev.tokenly.api.Login;
import dev.tokenly.api.ServerAddress;
import dev.tokenly.api.ServerApi;
import dev.tokenly.api.Timeouts;
import dev.tokenly.api.Trust;
import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.option.Nearest;
import dev.tokenly.cli.terminal.Terminal;
import dev.tokenly.model.Display;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Which server this run talks to, as whom: put together from options, environment, settings and the saved profile. */
public final class Session {
  /** The address of a server nobody named. */
  public static final String LOCAL_SERVER = "http://127.0.0.1:" + ServerAddress.DEFAULT_PORT;

  /** The profile nobody named. */
  public static final String DEFAULT_PROFILE = "default";

  private final Terminal terminal;
  private final Settings settings;
  private final ServerOptions options;
  private final String program;
  private @Nullable ServerApi api;

  public Session(Terminal terminal, Settings settings, ServerOptions options, String version) {
    this.terminal = terminal;
    this.settings = settings;
    this.options = options;
    this.program = "tokenly/" + version;
  }

  public Settings settings() {
    return settings;
  }

  public ServerOptions options() {
    return options;
  }

  /** The name of the profile in use. */
  public String profileName() {
    String name = settings.value("profile");
    if (name == null) {
      return DEFAULT_PROFILE;
    }
    if (name.isEmpty() || name.contains("/") || name.contains(File.separator) || name.startsWith(".")) {
      throw Complaint.usage("not a profile's name: " + name, "letters, digits and dashes").raised();
    }
    return name;
  }

  public Path profileFile() {
    return settings.folders().profileFile(profileName());
  }

  /** The profile in use, with the address and trust that options and environment put over it. */
  public Profile profile() {
    Profile saved = Profile.read(profileFile());
    String server = settings.value("server");
    if (saved == null) {
      Profile fresh = Profile.at(server == null ? LOCAL_SERVER : server);
      return new Profile(fresh.server(), options.caFile.find(), options.fingerprint.find(), null, null, null);
    }
    // The addresses alone: a record's own equals is put together at run time, which takes a tenth of a short command.
    boolean same = server == null || base(server).equals(base(saved.server()));
    String caFile = options.caFile.find();
    String fingerprint = options.fingerprint.find();
    return new Profile(
        server == null ? saved.server() : server,
        caFile == null && same ? saved.caFile() : caFile,
        fingerprint == null && same ? saved.fingerprint() : fingerprint,
        same ? saved.username() : null,
        same ? saved.passwordFile() : null,
        same ? saved.login() : null);
  }

  /** Whether this run has talked to its server, or was about to. */
  public boolean isConnected() {
    return api != null;
  }

  /** The server as this run's user. */
  public ServerApi api() {
    ServerApi made = api;
    if (made == null) {
      made = api(timeouts());
      api = made;
    }
    return made;
  }

  /** The same, for a question that is given up when no answer has begun within that time. */
  public ServerApi within(Duration wait) {
    return api(timeouts().within(wait));
  }

  private ServerApi api(Timeouts timeouts) {
    requireNamedProfile();
    Profile profile = profile();
    Login token = tokenOfEnvironment();
    Credentials credentials =
        token != null
            ? Credentials.inMemory(token)
            : new ProfileCredentials(profileFile(), profile, this::ownersLogin);
    return new ServerApi(address(profile), credentials, timeouts, program);
  }

  /** A name somebody gave a profile that is not there must not end at whatever listens on this machine. */
  private void requireNamedProfile() {
    String name = settings.value("profile");
    if (name == null || settings.value("server") != null || saved(profileName()) != null) {
      return;
    }
    String near = Nearest.to(name, settings.folders().profiles());
    String fix = "tokenly profiles lists them, tokenly login --profile " + name + " --server URL makes it";
    throw Complaint
        .usage("there is no profile " + Display.clean(name), near == null ? fix : "did you mean " + near + "? " + fix)
        .raised();
  }

  /** The same server before anybody is logged in; a login made with it is kept in {@code credentials}. */
  public ServerApi api(Profile profile, Credentials credentials) {
    return new ServerApi(address(profile), credentials, timeouts(), program);
  }

  /** The profile saved under a name; null when there is none. */
  public @Nullable Profile saved(String name) {
    return Profile.read(settings.folders().profileFile(name));
  }

  /** Saves a profile, with its login, under the name in use. */
  public void save(Profile profile, @Nullable Login login) {
    save(profileName(), profile, login);
  }

  /** Saves a profile, with its login, under a name; this run goes on with it, whatever the environment names. */
  public void save(String name, Profile profile, @Nullable Login login) {
    Profile kept = profile.with(login);
    kept.write(settings.folders().profileFile(name));
    use(name, kept);
  }

  /** Goes on with a saved profile, whatever the environment names. */
  public void use(String name, Profile saved) {
    Credentials credentials =
        new ProfileCredentials(settings.folders().profileFile(name), saved, this::ownersLogin);
    api = new ServerApi(address(saved), credentials, timeouts(), program);
  }

  /** Forgets a saved profile. */
  public void forget(String name) {
    try {
      Files.deleteIfExists(settings.folders().profileFile(name));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove profile " + name + ": " + e.getMessage(), e);
    }
  }

  /** Whether this run's credentials come from the environment. */
  public boolean usesEnvironmentToken() {
    return tokenOfEnvironment() != null;
  }

  private @Nullable Login tokenOfEnvironment() {
    String token = terminal.env("TOKENLY_TOKEN");
    String file = terminal.env("TOKENLY_TOKEN_FILE");
    if (token == null && file != null) {
      token = PrivateFile.read(Path.of(file));
    }
    return token == null ? null : Login.personal(token.strip());
  }

  private @Nullable Login ownersLogin(Profile profile) {
    String file = profile.passwordFile();
    String password = file == null ? null : PrivateFile.read(Path.of(file));
    if (password == null || profile.username() == null) {
      return null;
    }
    Credentials fresh = Credentials.inMemory(null);
    try {
      api(profile, fresh).auth().login(profile.username(), password.strip());
      return fresh.current();
    } catch (ApiException _) {
      return null;
    }
  }

  private Timeouts timeouts() {
    String seconds = settings.value("timeout");
    if (seconds == null) {
      return Timeouts.DEFAULT;
    }
    try {
      return Timeouts.DEFAULT.within(Duration.ofSeconds(Math.max(1, Long.parseLong(seconds))));
    } catch (NumberFormatException e) {
      throw Complaint.usage("--timeout is a number of seconds, not " + seconds, "--timeout 30").raised(e);
    }
  }

  private ServerAddress address(Profile profile) {
    // Plain http is agreed to once, at login; a saved login says that it was.
    boolean insecure = options.insecureHttp.or(false) || profile.login() != null;
    if (profile.fingerprint() != null) {
      return ServerAddress.parse(profile.server(), new Trust.Pinned(profile.fingerprint()), insecure);
    }
    Trust trust = profile.caFile() == null ? Trust.SYSTEM : new Trust.CaFile(Path.of(profile.caFile()));
    return ServerAddress.parse(profile.server(), trust, insecure);
  }

  private static URI base(String server) {
    return ServerAddress.parse(server, Trust.SYSTEM, true).base();
  }
}
