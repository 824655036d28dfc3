package dev.tokenly.agent.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.agent.FakeServer;
import dev.tokenly.agent.place.AgentFolders;
import dev.tokenly.agent.place.AgentLog;
import dev.tokenly.agent.place.LocalPolicy;
import dev.tokenly.model.json.JsonText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A proxy process kept by the launcher; a script that notes how it was started stands for {@code tokenly}. */
class ProxyKeeperTest {
  private static final Map<String, Object> SETTINGS =
      Map.of("listener", List.of(Map.of("port", 8081L, "service", "open-webui", "provider", "local")));

  @TempDir Path folder;
  private AgentFolders folders;
  private Path started;
  private @Nullable ProxyKeeper keeper;

  @BeforeEach
  void begin() throws IOException {
    folders = AgentFolders.in(folder.resolve("data"));
    folders.create();
    started = folder.resolve("started");
  }

  @AfterEach
  void end() {
    kept().stop();
  }

  private ProxyKeeper kept() {
    return Objects.requireNonNull(keeper);
  }

  private void keep(String ending, LocalPolicy.Proxy policy) throws IOException {
    String script = "#!/bin/sh\n{ echo \"$@\"; env; echo started; } >> " + started + "\n" + ending + "\n";
    Path command = Files.writeString(folder.resolve("tokenly"), script);
    Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
    AgentLog log =
        new AgentLog(
            Clock.systemUTC(), new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8), null,
            true, AgentLog.Level.ERROR);
    keeper = new ProxyKeeper(command.toString(), folders, policy, new Restarts(new Random(1)), Clock.systemUTC(), log);
  }

  private boolean hasStarted(int times) {
    kept().tend();
    try {
      return Files.exists(started)
          && Files.readAllLines(started).stream().filter("started"::equals).count() >= times;
    } catch (IOException _) {
      return false;
    }
  }

  @Test
  void runs_with_the_servers_settings_and_sees_no_secret_but_the_owners_keys() throws Exception {
    keep("exec sleep 60", new LocalPolicy.Proxy(true, List.of("MAVEN_CMD_LINE_ARGS")));
    kept().want(SETTINGS);
    FakeServer.await("a proxy", () -> hasStarted(1));
    String told = Files.readString(started);
    assertTrue(told.startsWith("proxy --config " + folders.data() + "/proxy.json --data-dir " + folders.data()), told);
    assertEquals(SETTINGS, JsonText.object(Files.readString(folders.data().resolve("proxy.json"))));
    List<String> names =
        told.lines().skip(1).filter(line -> line.contains("=")).map(line -> line.split("=", 2)[0]).toList();
    assertTrue(names.contains("PATH"), told);
    List<String> known =
        List.of("PATH", "HOME", "JAVA_HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "PWD", "SHLVL", "_", "OLDPWD",
            "TOKENLY_JAVA_HOME", "TOKENLY_NO_BUILD", "MAVEN_CMD_LINE_ARGS");
    assertTrue(known.containsAll(names), names::toString);
    assertNull(kept().problem());
  }

  @Test
  void starts_anew_when_settings_change_and_ends_when_there_are_none() throws Exception {
    keep("exec sleep 60", LocalPolicy.NONE.proxy());
    kept().want(SETTINGS);
    FakeServer.await("a proxy", () -> hasStarted(1));
    kept().want(Map.of("drain", "5s", "listener", SETTINGS.get("listener")));
    FakeServer.await("another proxy", () -> hasStarted(2));
    long pid = Long.parseLong(Files.readString(folders.data().resolve("proxy.pid")));
    kept().want(Map.of());
    FakeServer.await("its end", () -> ProcessHandle.of(pid).isEmpty());
  }

  @Test
  void ends_the_proxy_a_killed_launcher_left_behind() throws Exception {
    keep("sleep 60 # not exec: the shell keeps its arguments", LocalPolicy.NONE.proxy());
    kept().want(SETTINGS);
    FakeServer.await("a proxy", () -> hasStarted(1));
    ProcessHandle left =
        ProcessHandle.of(Long.parseLong(Files.readString(folders.data().resolve("proxy.pid")))).orElseThrow();
    keep("sleep 60 # the next launcher's", LocalPolicy.NONE.proxy());
    kept().want(SETTINGS);
    FakeServer.await("the next proxy", () -> hasStarted(2));
    FakeServer.await("the end of the old one", () -> !left.isAlive());
  }

  @Test
  void says_why_it_does_not_run() throws Exception {
    keep("echo 'tokenly: listener[0].port: taken'; exit 2", LocalPolicy.NONE.proxy());
    kept().want(SETTINGS);
    FakeServer.await("its end", () -> hasStarted(1) && kept().problem() != null);
    assertEquals("the proxy refuses its settings: tokenly: listener[0].port: taken", kept().problem());
  }

  @Test
  void never_runs_where_the_owner_says_so() throws Exception {
    keep("exec sleep 60", new LocalPolicy.Proxy(false, List.of()));
    kept().want(SETTINGS);
    kept().tend();
    assertFalse(Files.exists(folders.data().resolve("proxy.json")));
    assertEquals("this machine's agent.toml allows no proxy", kept().problem());
  }
}
