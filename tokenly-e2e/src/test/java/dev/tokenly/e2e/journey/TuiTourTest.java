package dev.tokenly.e2e.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.e2e.world.NativeLogs;
import dev.tokenly.e2e.world.Truth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An admin's day in one terminal, against a real server and a real agent. */
class TuiTourTest {
  private static final int LOG_LEVEL = 7;

  private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");

  @Test
  void administers_a_machine_from_its_first_word_to_the_audit(@TempDir Path folder) throws Exception {
    try (World world = new World(folder);
        Tmux terminal = Seat.open(world, folder)) {
      NativeLogs logs = new NativeLogs(world.home().resolve("app/logs"), random, new Truth());
      firstLogin(world, terminal, folder);
      world.setUpCollection();
      approves(world, terminal);
      watches(terminal, logs);
      spends(terminal, logs);
      configures(terminal);
      readsAFailedFileAgain(world, terminal);
      findsItInTheAudit(terminal);
      outlivesTheServer(world, terminal);
      anySize(terminal);
      terminal.press("q");
      Seat.isAsBefore(terminal, folder);
    }
  }

  /** The first password must be changed before anything is shown. */
  private static void firstLogin(World world, Tmux terminal, Path folder) throws Exception {
    terminal.awaits("Log in");
    terminal.type("admin");
    terminal.press("Enter");
    terminal.type(Files.readString(folder.resolve("server").resolve("initial-admin-password")).strip());
    terminal.press("Enter");
    terminal.awaits("Choose a new password");
    terminal.type("too short");
    terminal.press("Enter");
    terminal.type("too short");
    terminal.press("Enter");
    terminal.awaits("12 to 72 bytes");
    terminal.press("C-u", "Up", "C-u");
    terminal.type(World.PASSWORD);
    terminal.press("Enter");
    terminal.type(World.PASSWORD);
    terminal.press("Enter");
    terminal.awaits("Cost a day");
    terminal.awaits("admin@" + world.address().substring("http://".length()));
  }

  private static void approves(World world, Tmux terminal) throws Exception {
    terminal.press("3");
    terminal.awaits("[overview]");
    world.startAgent();
    terminal.awaits("web-01 asks to be approved");
    terminal.awaits("2 Clients(1)");
    keep(terminal, "notice");
    terminal.press("!");
    terminal.awaits("Before you approve");
    terminal.press("a");
    terminal.awaits("Approve this machine?");
    keep(terminal, "approve");
    String fingerprint = world.ask("clients", "show", "web-01", "--json").path("data").path("key_fingerprint").asText();
    assertTrue(terminal.screen().contains(fingerprint), fingerprint);
    assertTrue(world.agent().err().contains(fingerprint), world.agent().err());
    terminal.press("y");
    terminal.awaits("Approved web-01");
    copies(terminal, "web-01");
  }

  /** By the terminal itself, whose clipboard is tmux's here. */
  private static void copies(Tmux terminal, String name) throws Exception {
    terminal.run("set-option", "-s", "set-clipboard", "on");
    terminal.press("y");
    terminal.awaits("Copied " + name);
    Waiting.until(
        Duration.ofSeconds(20), () -> terminal.run("show-buffer").strip().equals(name),
        () -> terminal.run("show-buffer"));
  }

  private static void watches(Tmux terminal, NativeLogs logs) throws Exception {
    terminal.press("4");
    terminal.awaits("[4 Live]");
    Waiting.until(
        Duration.ofSeconds(90),
        () -> {
          logs.call(Instant.now());
          return terminal.screen().contains("gpt-5-mini");
        },
        () -> "no record arrived");
    keep(terminal, "live");
  }

  private static void spends(Tmux terminal, NativeLogs logs) throws Exception {
    terminal.press("6");
    terminal.awaits("No budget yet");
    terminal.press("n");
    terminal.awaits("amount in USD");
    terminal.type("team");
    terminal.press("Tab");
    terminal.type("0.02");
    terminal.press("Tab", "Tab", "Enter");
    terminal.awaits("yes");
    terminal.press("y");
    Waiting.until(
        Duration.ofSeconds(90),
        () -> {
          logs.call(Instant.now());
          return terminal.screen().contains("Budget team has passed");
        },
        () -> "the budget was never passed");
    keep(terminal, "budget");
  }

  private static void configures(Tmux terminal) throws Exception {
    terminal.press("g", "c");
    terminal.awaits("web-01");
    terminal.press("o");
    terminal.awaits("Which setting of web-01?");
    for (int row = 0; row < LOG_LEVEL; row++) {
      terminal.press("Down");
    }
    terminal.press("Enter");
    terminal.awaits("log_level of web-01");
    terminal.press("d", "Enter");
    terminal.awaits("+ value");
    keep(terminal, "override");
    terminal.press("y", "7", "Tab", "Tab");
    terminal.awaits("log_level=debug");
    terminal.awaits("yes 20");
    keep(terminal, "delivered");
  }

  /** A delivery that nobody can read fails, and is read once more when it is tried again. */
  private static void readsAFailedFileAgain(World world, Tmux terminal) throws Exception {
    world.post(
        "/api/heartbeat",
        "{\"client_hostname\":\"old-tool\",\"timestamp\":\"" + Instant.now() + "\",\"launcher_version\":\"1\","
            + "\"worker_version\":\"1\",\"worker_status\":\"running\",\"system_info\":{\"os\":\"linux\",\"arch\":\"x64\"}}");
    world.cli("approve", "old-tool", "--yes");
    world.post("/api/ingest", "{\"client_hostname\":\"old-tool\",\"records\":[{\"no\":1}]}");
    terminal.press("0");
    terminal.awaits("old-tool");
    String first = read(world);
    terminal.press("t");
    terminal.awaits("Read again?");
    terminal.press("y");
    Waiting.until(Duration.ofSeconds(60), () -> !read(world).equals(first), terminal::screen);
    terminal.awaits("failed");
  }

  /** When the failed delivery was read last. */
  private static String read(World world) throws Exception {
    return world.ask("files", "list", "--status", "failed", "--json").path("data").path(0).path("processed_at").asText(
        "");
  }

  private static void findsItInTheAudit(Tmux terminal) throws Exception {
    terminal.press("9");
    for (String action : List.of("client_approve", "budget_set", "config_set", "password_change")) {
      terminal.awaits(action);
    }
    keep(terminal, "audit");
    terminal.press("/");
    terminal.type("approve");
    terminal.awaitsGone("budget_set");
    terminal.press("Enter", "Escape", "v");
    terminal.awaits("the chain of hashes is whole");
    terminal.press("Escape");
  }

  /** What is shown stays, greyed, with a banner; when the server is back so is the page. */
  private static void outlivesTheServer(World world, Tmux terminal) throws Exception {
    world.server().kill();
    terminal.awaits("No connection");
    assertTrue(terminal.screen().contains("client_approve"));
    terminal.awaits("offline");
    world.startServer();
    terminal.awaitsGone("No connection");
    terminal.awaits("live");
  }

  private void anySize(Tmux terminal) throws Exception {
    terminal.press("p", "7");
    terminal.awaits("PAUSED");
    terminal.resize(1, 1);
    for (int round = 0; round < 200; round++) {
      terminal.resize(random.nextInt(1, 220), random.nextInt(1, 70));
    }
    terminal.resize(Seat.COLUMNS, Seat.ROWS);
    terminal.awaits("[7 Config]");
    terminal.awaits("? help");
    String shown = steady(terminal);
    terminal.press("C-l");
    assertEquals(shown, steady(terminal));
    assertFalse(shown.contains("should not happen"));
  }

  /** The screen once nothing is being drawn any more, but for what grows older: its last lines, and seconds anywhere. */
  private static String steady(Tmux terminal) {
    String last = "";
    int same = 0;
    for (int look = 0; look < 1000 && same < 10; look++) {
      String now = String.join("\n", terminal.screen().lines().limit(Seat.ROWS - 2).toList())
          .replaceAll(" +\\d+s\\b", " 0s");
      same = now.equals(last) ? same + 1 : 0;
      last = now;
    }
    return last;
  }

  /** Keeps what stands on the screen, in colour: the pictures of the manual are made of it. */
  private static void keep(Tmux terminal, String name) throws Exception {
    Path captures = Files.createDirectories(Path.of("target", "tour"));
    Files.writeString(captures.resolve(name + ".ansi"), terminal.run("capture-pane", "-t", "t", "-p", "-e"));
    Files.writeString(captures.resolve(name + ".txt"), terminal.screen());
  }
}
