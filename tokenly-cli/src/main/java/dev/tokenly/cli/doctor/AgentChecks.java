package dev.tokenly.cli.doctor;

import dev.tokenly.api.ApiException;
import dev.tokenly.api.Failure;
import dev.tokenly.cli.doctor.Checks.Check;
import dev.tokenly.cli.local.AgentHere;
import dev.tokenly.cli.session.Session;
import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.Rfc3339;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The agent on this machine: whether it is set up, whether it runs, and what the server has from it. */
final class AgentChecks {
  private static final String STATE = "tokenly-state.json";
  private static final String LOCK = "agent.lock";
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(10);
  private final Session session;
  private final Clock clock;

  AgentChecks(Session session, Clock clock) {
    this.session = session;
    this.clock = clock;
  }

  Check here() {
    return new Check("agent here", this::agent);
  }

  Check atServer() {
    return new Check("agent's delivery", this::delivery);
  }

  private @Nullable Path folder() {
    List<Path> usual =
        List.of(
            session.settings().folders().data().resolve("agent"),
            session.settings().folders().state(),
            Path.of("/var/lib/tokenly"));
    return usual.stream().filter(folder -> Files.isReadable(folder.resolve(STATE))).findFirst().orElse(null);
  }

  private Finding agent() {
    Path folder = folder();
    if (folder == null) {
      return new Finding(Finding.Result.WARN, "agent here", "none has run as this user",
          "tokenly up, or tokenly agent --server URL");
    }
    return AgentHere.runs(folder.resolve(LOCK))
        ? Finding.ok("agent here", "runs, with its files in " + folder)
        : new Finding(Finding.Result.WARN, "agent here", "does not run; its files are in " + folder,
            "tokenly up, or start its service");
  }

  private static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the server says of the machine this agent is. */
  private Finding delivery() {
    Path folder = folder();
    String host =
        folder == null
            ? null
            : Fields.parse(text(folder.resolve(STATE)).getBytes(StandardCharsets.UTF_8))
                .optionalText("hostname");
    if (host == null) {
      return Finding.ok("agent's delivery", "no agent here");
    }
    Fields client;
    try {
      client = session.api().clients().show(host).fields();
    } catch (ApiException e) {
      if (e.failure() instanceof Failure.NotFound) {
        return new Finding(Finding.Result.WARN, "agent's delivery", "this server does not know " + host,
            "its agent reports to another server, or never reached this one");
      }
      throw e;
    }
    return delivery(host, client);
  }

  private Finding delivery(String host, Fields client) {
    String status = client.text("status");
    if (!status.equals("approved")) {
      return new Finding(Finding.Result.WARN, "agent's delivery", host + " is " + status, "tokenly approve " + host);
    }
    String seen = client.optionalText("last_seen");
    boolean silent =
        seen == null || Duration.between(Rfc3339.parse(seen), clock.instant()).compareTo(LONGEST_SILENCE) > 0;
    String found = host + " is approved, last heard of " + (seen == null ? "never" : seen);
    return silent
        ? new Finding(Finding.Result.WARN, "agent's delivery", found, "tokenly agent doctor --server URL")
        : Finding.ok("agent's delivery", found);
  }
}
