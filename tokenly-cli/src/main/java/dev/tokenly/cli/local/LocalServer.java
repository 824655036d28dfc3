package dev.tokenly.cli.local;

import dev.tokenly.api.ApiException;
import dev.tokenly.api.Credentials;
import dev.tokenly.api.ServerApi;
import dev.tokenly.cli.complaint.Complaint;
import dev.tokenly.cli.complaint.ExitCode;
import dev.tokenly.cli.session.PrivateFile;
import dev.tokenly.cli.session.Profile;
import dev.tokenly.cli.session.Session;
import dev.tokenly.model.Display;
import dev.tokenly.server.settings.FirstPassword;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A server of our own as a child process, with its owner logged in. */
public final class LocalServer {
  /** The name of the account that a server's first start makes. */
  public static final String OWNER = "admin";

  private static final Duration LONGEST_START = Duration.ofSeconds(40);
  private final Home home;
  private final Session session;

  public LocalServer(Home home, Session session) {
    this.home = home;
    this.session = session;
  }

  /** A port that is free now: the wanted one, or any when that is taken and another will do. */
  public static int freePort(int wanted, boolean anyWillDo) {
    if (wanted > 65_535) {
      throw Complaint.usage("--port cannot be " + wanted, "a port up to 65535, or 0 for a free one").raised();
    }
    try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      if (anyWillDo && wanted != 0) {
        return freePort(0, false);
      }
      throw Complaint.local(
          ExitCode.FAILED,
          "E-PORT-TAKEN",
          "port " + wanted + " is taken by another program",
          null,
          "--port 0 takes a free one")
          .raised(e);
    }
  }

  /** Starts the server and waits until it answers. */
  public Child start(int port) {
    Child child =
        Child.start(
            Child.Verb.SERVER,
            List.of("--data-dir", home.server().toString(), "--port", Integer.toString(port), "--until-stdin-ends"),
            home.log("server"),
            Map.of());
    ServerApi api = session.api(profile(port), Credentials.inMemory(null));
    long deadline = System.nanoTime() + LONGEST_START.toNanos();
    while (!isReady(api)) {
      if (!child.isAlive() || System.nanoTime() > deadline) {
        child.close();
        throw notStarted(child);
      }
      pause();
    }
    return child;
  }

  private static boolean isReady(ServerApi api) {
    try {
      api.health();
      return true;
    } catch (ApiException _) {
      return false;
    }
  }

  private RuntimeException notStarted(Child child) {
    String said = child.lastWords().stream().map(Display::clean).collect(Collectors.joining("\n  "));
    return Complaint.local(
        ExitCode.FAILED, "E-START", "the server did not start:\n  " + said, null, "its log is " + home.log("server"))
        .raised();
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** The profile of the server at a port, owned by this user. */
  public Profile profile(int port) {
    return Profile.at("http://127.0.0.1:" + port).of(OWNER, home.ownersPassword().toString());
  }

  /** Logs the owner in; at the first time with the password the server made, which is replaced by one of our own. */
  public ServerApi ownersApi(Profile profile, Credentials credentials) {
    ServerApi api = session.api(profile, credentials);
    String password = PrivateFile.read(home.ownersPassword());
    if (password != null) {
      api.auth().login(OWNER, password.strip());
      return api;
    }
    String first = firstPassword();
    String own = generated();
    api.auth().login(OWNER, first);
    api.users().setPassword(OWNER, first, own);
    PrivateFile.write(home.ownersPassword(), own + '\n');
    api.auth().login(OWNER, own);
    return api;
  }

  private String firstPassword() {
    Path file = FirstPassword.file(home.server());
    String password = PrivateFile.read(file);
    if (password == null) {
      throw Complaint.local(
          ExitCode.NO_ACCESS,
          "E-OWNER",
          "this ledger has an owner whose password is not kept here",
          "Its server was started by other means before.",
          "tokenly server --data-dir " + home.server() + ", then tokenly login")
          .raised();
    }
    return password.strip();
  }

  private static String generated() {
    byte[] bits = new byte[24];
    new SecureRandom().nextBytes(bits);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }
}
