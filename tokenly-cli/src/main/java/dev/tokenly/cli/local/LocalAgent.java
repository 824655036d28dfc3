package dev.tokenly.cli.local;

import dev.tokenly.agent.place.AgentKey;
import dev.tokenly.api.Credentials;
import dev.tokenly.api.Login;
import dev.tokenly.api.ServerApi;
import dev.tokenly.model.json.Fields;
import dev.tokenly.model.protocol.AgentNotes;
import dev.tokenly.model.protocol.Heartbeat;
import dev.tokenly.model.protocol.SystemInfo;
import dev.tokenly.model.protocol.WorkerStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * The agent of this machine as a child process. It is registered and approved before it starts, with the key that lies in
 * its own folder, so that its first beat finds everything done.
 */
public final class LocalAgent {
  private final Home home;
  private final String hostname;
  private final AgentKey key;

  private LocalAgent(Home home, String hostname, AgentKey key) {
    this.home = home;
    this.hostname = hostname;
    this.key = key;
  }

  /** The agent that lives in a home; makes its key at first. */
  public static LocalAgent in(Home home) {
    try {
      return new LocalAgent(home, ownName(), AgentKey.in(home.agent().resolve("agent.key"), new SecureRandom()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the agent's key: " + e.getMessage(), e);
    }
  }

  private static String ownName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "localhost";
    }
  }

  public String hostname() {
    return hostname;
  }

  public String fingerprint() {
    return key.fingerprint();
  }

  /**
   * Registers this machine with its key and lets the owner approve it, when the key the server shows for it is the one that
   * lies here. False when the server knows the name with another key or has refused the machine before.
   */
  public boolean enrol(ServerApi owner, Function<Credentials, ServerApi> asMachine, String version) {
    ServerApi machine = asMachine.apply(Credentials.inMemory(Login.personal(key.secret())));
    machine.delivery().heartbeat(heartbeat(version));
    Fields client = owner.clients().show(hostname).fields();
    if (!key.fingerprint().equals(client.optionalText("key_fingerprint"))) {
      return false;
    }
    if (client.text("status").equals("pending")) {
      owner.clients().approve(hostname, "started by tokenly up on this machine");
    }
    return !client.text("status").equals("rejected");
  }

  private Heartbeat heartbeat(String version) {
    String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String system = name.startsWith("windows") ? "windows" : name.startsWith("mac") ? "darwin" : "linux";
    String arch = System.getProperty("os.arch", "").equals("aarch64") ? "arm64" : "x64";
    return new Heartbeat(
        hostname,
        Instant.now(),
        new Heartbeat.Versions(version, version),
        WorkerStatus.PENDING,
        new SystemInfo(system, arch, null, null),
        null,
        AgentNotes.NONE);
  }

  /** Starts the process. */
  public Child start(String server) {
    List<String> arguments =
        List.of("--server", server, "--data-dir", home.agent().toString(), "--hostname", hostname);
    return Child.start(Child.Verb.AGENT, arguments, home.log("agent"), Map.of());
  }
}
