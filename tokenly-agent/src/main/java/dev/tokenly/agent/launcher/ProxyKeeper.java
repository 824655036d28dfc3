package dev.tokenly.agent.launcher;

import dev.tokenly.agent.place.AgentFolders;
import dev.tokenly.agent.place.AgentLog;
import dev.tokenly.agent.place.DurableFile;
import dev.tokenly.agent.place.LocalPolicy;
import dev.tokenly.model.json.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs {@code tokenly proxy} with the settings a server sends, as a process beside the worker: started anew when they
 * change or it dies. It sees of the environment only what a program needs and the keys the machine's owner names, so that
 * a server's settings cannot send another secret of this machine away. Used by the launcher's one thread.
 */
final class ProxyKeeper {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
  private static final Duration WELL = Duration.ofMinutes(10);
  private static final Duration REFUSED = Duration.ofMinutes(15);
  private static final int WRONG_SETTINGS = 2;
  private static final Set<String> ENVIRONMENT =
      Set.of("PATH", "HOME", "JAVA_HOME", "TOKENLY_JAVA_HOME", "TOKENLY_NO_BUILD", "LANG", "LC_ALL", "TZ", "TMPDIR",
          "SystemRoot", "TEMP");

  private final String command;
  private final AgentFolders folders;
  private final LocalPolicy.Proxy policy;
  private final Restarts restarts;
  private final Clock clock;
  private final AgentLog log;
  private Map<String, Object> settings = Map.of();
  private @Nullable Process process;
  private Instant startAt = Instant.MIN;
  private Instant startedAt = Instant.MIN;
  private @Nullable String problem;

  /** {@code command} is the installed {@code tokenly}, empty when there is none. */
  ProxyKeeper(
      String command, AgentFolders folders, LocalPolicy.Proxy policy, Restarts restarts, Clock clock, AgentLog log) {
    this.command = command;
    this.folders = folders;
    this.policy = policy;
    this.restarts = restarts;
    this.clock = clock;
    this.log = log;
  }

  /** A proxy shall run with these settings; empty: none shall. */
  void want(Map<String, Object> wanted) {
    if (wanted.equals(settings)) {
      return;
    }
    stop();
    settings = wanted;
    startAt = Instant.MIN;
    problem = null;
    if (!wanted.isEmpty() && !policy.allowed()) {
      fail("this machine's agent.toml allows no proxy", null);
    } else if (!wanted.isEmpty() && command.isEmpty()) {
      fail("this agent was installed without the tokenly command, which has the proxy", null);
    }
  }

  /** Does what is due: a look at the running process, a start. Answers when to come back. */
  Instant tend() {
    Instant now = clock.instant();
    Process running = process;
    if (running != null && !running.isAlive()) {
      ended(running.exitValue(), now);
    } else if (running != null && startedAt.plus(WELL).isBefore(now)) {
      restarts.forget();
    }
    boolean possible = !settings.isEmpty() && policy.allowed() && !command.isEmpty();
    if (process == null && possible && !now.isBefore(startAt)) {
      start(now);
    }
    return possible ? now.plus(LOOK_AGAIN) : Instant.MAX;
  }

  private void start(Instant now) {
    try {
      Path file = folders.data().resolve("proxy.json");
      endLeftBehind(file);
      DurableFile.write(file, JsonText.write(settings).getBytes(StandardCharsets.UTF_8));
      ProcessBuilder builder =
          new ProcessBuilder(
              command, "proxy", "--config", file.toString(), "--data-dir", folders.data().toString())
              .redirectErrorStream(true)
              .redirectOutput(output().toFile());
      builder.environment().keySet().removeIf(name -> !ENVIRONMENT.contains(name) && !policy.keys().contains(name));
      Process started = builder.start();
      process = started;
      startedAt = now;
      Files.writeString(pidFile(), Long.toString(started.pid()));
      log.info("proxy", "the metering proxy is started", "listeners", listeners());
    } catch (IOException e) {
      startAt = now.plus(restarts.afterCrash(now));
      fail("the proxy cannot be started", e.getMessage());
    }
  }

  /** A launcher that was killed could not end its proxy, which still holds the ports. */
  private void endLeftBehind(Path file) throws IOException {
    String pid = Files.exists(pidFile()) ? Files.readString(pidFile()).strip() : "";
    if (pid.matches("[0-9]{1,18}")) {
      ProcessHandle.of(Long.parseLong(pid))
          .filter(left -> left.info().commandLine().orElse("").contains(file.toString()))
          .ifPresent(ProcessHandle::destroy);
    }
  }

  private Path pidFile() {
    return folders.data().resolve("proxy.pid");
  }

  private int listeners() {
    return settings.get("listener") instanceof List<?> list ? list.size() : 0;
  }

  private void ended(int exitCode, Instant now) {
    process = null;
    Duration delay = exitCode == WRONG_SETTINGS ? REFUSED : restarts.afterCrash(now);
    startAt = now.plus(delay);
    fail(exitCode == WRONG_SETTINGS ? "the proxy refuses its settings" : "the proxy has ended", lastWords());
  }

  private void fail(String what, @Nullable String why) {
    problem = why == null || why.isEmpty() ? what : what + ": " + why;
    log.warn("proxy", problem);
  }

  /** What the process said when it gave up: its first line that says so. */
  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(output());
      return lines.stream().filter(line -> line.startsWith("error: ") || line.startsWith("tokenly: "))
          .reduce((_, last) -> last).orElse("");
    } catch (IOException _) {
      return "";
    }
  }

  private Path output() {
    return folders.logs().resolve("proxy.out");
  }

  /** What keeps a wanted proxy from running; null when nothing does. */
  @Nullable
  String problem() {
    return process == null ? problem : null;
  }

  /** Ends the proxy; the calls it has under way may finish, for which nobody waits here. */
  void stop() {
    Process running = process;
    process = null;
    if (running != null) {
      running.destroy();
    }
  }
}
