package dev.tokenly.cli.local;

import dev.tokenly.cli.session.PrivateFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The agent of this machine as a child process. */
public final class LocalAgent implements AutoCloseable {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
  private final Child child;
  private final Home home;

  private LocalAgent(Child child, Home home) {
    this.child = child;
    this.home = home;
  }

  public static LocalAgent start(Home home, String server) {
    List<String> arguments = List.of("--server", server, "--data-dir", home.agent().toString());
    return new LocalAgent(Child.start(Child.Verb.AGENT, arguments, home.log("agent"), Map.of()), home);
  }

  public Path log() {
    return home.log("agent");
  }

  /** The fingerprint of the key in the agent's folder, as the server shows it; empty until the agent has made one. */
  public String fingerprint() {
    String key = PrivateFile.read(home.agent().resolve("agent.key"));
    if (key == null) {
      return "";
    }
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.strip().getBytes(StandardCharsets.UTF_8));
      String hex = HexFormat.of().formatHex(hash);
      StringBuilder text = new StringBuilder("SHA256:");
      for (int group = 0; group < 8; group++) {
        text.append(group == 0 ? "" : " ").append(hex, group * 4, group * 4 + 4);
      }
      return text.toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256", e);
    }
  }

  /** Asks until the answer is yes, the agent ends, or the wait is over. */
  public boolean whenKnown(BooleanSupplier known) {
    long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (child.isAlive() && System.nanoTime() < deadline) {
      if (!fingerprint().isEmpty() && known.getAsBoolean()) {
        return true;
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }

  /** Tells it to ask the server now, not at its next beat. */
  public void wake() {
    child.hangUp();
  }

  @Override
  public void close() {
    child.close();
  }
}
