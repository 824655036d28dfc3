package dev.tokenly.e2e.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenly.e2e.world.ClaudeLogs;
import dev.tokenly.e2e.world.Truth;
import dev.tokenly.model.json.Json;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's first command and its sample, in a real terminal of somebody who is logged in to another server. */
class UpTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  @TempDir private Path folder;

  @Test
  void up_shows_what_the_tools_here_have_cost_and_a_second_one_attaches() throws Exception {
    Truth truth = new Truth();
    try (World world = new World(folder)) {
      world.startServer();
      world.logIn();
      ClaudeLogs logs = new ClaudeLogs(world.home(), new Random(7), truth);
      replies(logs, 20);
      logs.resume();
      Map<String, String> environment = owner(world);
      try (Tmux first = window("first", environment)) {
        run(first, "up");
        first.awaits("claude-sonnet-5");
        first.awaits("tokenly tui --profile local");
        await(environment, truth);
        try (Tmux second = window("second", environment)) {
          run(second, "up");
          second.awaits("claude-sonnet-5");
          second.awaits("tokenly tui --profile local");
          replies(logs, 5);
          await(environment, truth);
          first.press("C-c");
          first.awaits("ended");
          second.awaits("ended");
        }
      }
      assertEquals(List.of(), programsOf(world.home()));
    }
  }

  @Test
  void the_demo_can_be_asked_from_another_terminal_and_leaves_nothing() throws Exception {
    try (World world = new World(folder)) {
      world.startServer();
      world.logIn();
      Map<String, String> environment = owner(world);
      Path sample = world.home().resolve(".config/tokenly/profiles/demo.json");
      URI server;
      try (Tmux terminal = window("demo", environment)) {
        run(terminal, "demo");
        terminal.awaits("SAMPLE DATA");
        terminal.awaits("tokenly tui --profile demo");
        server = URI.create(Json.mapper().readTree(sample.toFile()).path("server").asText());
        assertEquals(3, ask(environment, "top", "--by", "client", "--profile", "demo").size());
        terminal.press("C-c");
        terminal.awaits("ended");
      }
      assertFalse(Files.exists(sample), "the demo's login outlived it");
      assertThrows(ConnectException.class, () -> new Socket(server.getHost(), server.getPort()).close());
    }
  }

  /** What an owner's terminal has: the login to the other server is in the settings, not in the environment. */
  private static Map<String, String> owner(World world) {
    Map<String, String> environment = new HashMap<>(world.environment());
    environment.remove("TOKENLY_SERVER");
    return environment;
  }

  private Tmux window(String name, Map<String, String> environment) throws Exception {
    return Tmux.open(folder.resolve(name), environment, 120, 40);
  }

  /** Runs a command and tells of its end; the shell around it outlives the Ctrl-C both get. */
  private void run(Tmux terminal, String command) throws Exception {
    String program = Program.line(List.of("dev.tokenly.cli.Main", command));
    Path script = folder.resolve(command + ".sh");
    Files.writeString(script, "trap : INT\n" + program + "\nclear\necho ended\n");
    terminal.type("sh " + script);
    terminal.press("Enter");
  }

  private static void replies(ClaudeLogs logs, int count) {
    for (int reply = 0; reply < count; reply++) {
      logs.reply(Instant.now());
    }
  }

  private void await(Map<String, String> environment, Truth truth) throws Exception {
    List<JsonNode> seen = new ArrayList<>();
    Waiting.until(
        PATIENCE,
        () -> {
          seen.add(ask(environment, "summary", "--profile", "local"));
          return seen.getLast().path("total_tokens").asLong() == truth.totalTokens()
              && seen.getLast().path("total_requests").asLong() == truth.requests();
        },
        () -> truth.totalTokens() + " tokens of " + truth.requests() + " calls expected, seen " + seen.getLast());
  }

  private JsonNode ask(Map<String, String> environment, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("dev.tokenly.cli.Main"));
    command.addAll(List.of(words));
    command.add("--json");
    Program.Result result = Program.start(folder.resolve("run"), environment, command).finished();
    assertEquals(0, result.exit(), result.err());
    return Json.mapper().readTree(result.out()).path("data");
  }

  /** The servers and agents that work in folders of this test's owner. */
  private static List<String> programsOf(Path home) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().command().orElse("").endsWith("/java"))
        .flatMap(process -> process.info().commandLine().stream())
        .filter(line -> line.contains(home.toString()))
        .toList();
  }
}
