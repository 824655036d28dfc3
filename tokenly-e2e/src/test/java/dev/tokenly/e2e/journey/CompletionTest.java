package dev.tokenly.e2e.journey;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TAB in the three real shells, with the completion script each is given and names that only the server knows. */
class CompletionTest {
  /** How each shell is started without anybody's settings, and what it reads before it completes. */
  private static final Map<String, List<String>> SHELLS =
      Map.of(
          "bash", List.of("bash --norc --noprofile -i", "source <(tokenly completion bash)"),
          "zsh", List.of("zsh -f -i", "autoload -U compinit; compinit -D -u; source <(tokenly completion zsh)"),
          "fish", List.of("fish --no-config", "tokenly completion fish | source"));

  @TempDir private Path folder;

  @Test
  void names_of_machines_in_bash_zsh_and_fish() throws Exception {
    try (World world = new World(folder)) {
      world.startServer();
      world.logIn();
      knock(world, "worker-in-the-cellar");
      // The first answer is slow where nothing is warm yet; from then on the names are kept for a minute.
      Waiting.until(
          Duration.ofSeconds(60),
          () -> world.cli("__complete", "--", "clients", "show", "wor").out().contains("worker-in-the-cellar"),
          () -> "no names");
      for (Map.Entry<String, List<String>> shell : SHELLS.entrySet()) {
        try (Tmux terminal = Tmux.open(folder.resolve(shell.getKey()), environment(world), 120, 30)) {
          run(terminal, shell.getValue().getFirst());
          run(terminal, shell.getValue().getLast());
          run(terminal, "expr 40000 + 2");
          terminal.awaits("40002");
          terminal.type("tokenly clients show wor");
          terminal.press("Tab");
          terminal.awaits("tokenly clients show worker-in-the-cellar");
          terminal.press("C-u");
          terminal.type("tokenly fore");
          terminal.press("Tab");
          terminal.awaits("tokenly forecast");
        }
      }
    }
  }

  @Test
  void is_no_wait_for_a_server_that_never_answers() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Map<String, String> environment =
          Map.of("HOME", folder.toString(), "TOKENLY_SERVER", "http://127.0.0.1:" + silent.getLocalPort(),
              "TOKENLY_TOKEN", "tkp_nobody");
      // A program left waiting fails here by the patience of finished().
      Program.Result result =
          Program.start(folder, environment,
              List.of("dev.tokenly.cli.Main", "__complete", "--", "clients", "show", "")).finished();
      assertTrue(result.exit() == 0 && result.out().isEmpty() && result.err().isEmpty(), result.toString());
    }
  }

  private Map<String, String> environment(World world) throws Exception {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path program = bin.resolve("tokenly");
    Files.writeString(program, "#!/bin/sh\nexec " + Program.line(List.of("dev.tokenly.cli.Main")) + " \"$@\"\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    Map<String, String> environment = new HashMap<>(world.environment());
    environment.put("PATH", bin + ":" + environment.get("PATH"));
    return environment;
  }

  /** A machine asks to be let in. */
  private static void knock(World world, String host) throws Exception {
    String body =
        "{\"client_hostname\":\"" + host + "\",\"timestamp\":\"" + Instant.now() + "\",\"launcher_version\":\"1\","
            + "\"worker_version\":\"1\",\"worker_status\":\"running\",\"system_info\":{\"os\":\"linux\",\"arch\":\"x64\"}}";
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(world.address() + "/api/heartbeat"))
              .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build();
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      assertTrue(answer.statusCode() < 300, answer.body());
    }
  }

  private static void run(Tmux terminal, String line) {
    terminal.type(line);
    terminal.press("Enter");
  }
}
