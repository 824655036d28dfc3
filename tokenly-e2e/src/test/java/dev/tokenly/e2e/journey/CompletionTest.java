package dev.tokenly.e2e.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
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
      Files.createFile(Files.createDirectories(folder.resolve("here")).resolve("only-a-file"));
      // The first answer is late where nothing is warm yet; from then on the names are kept for a minute.
      Waiting.until(
          Duration.ofSeconds(60),
          () -> world.cli("__complete", "--", "clients", "show", "wor").out().contains("worker-in-the-cellar"),
          () -> "no names");
      for (Map.Entry<String, List<String>> shell : SHELLS.entrySet()) {
        try (Tmux terminal = Tmux.open(folder.resolve(shell.getKey()), environment(world), 120, 30)) {
          run(terminal, "cd " + Files.createDirectories(folder.resolve("here")));
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
          terminal.press("C-u");
          terminal.type("tokenly clients show only-a-f");
          terminal.press("Tab");
          terminal.type("Z");
          terminal.awaits("tokenly clients show only-a-fZ");
          terminal.press("C-u");
          terminal.type("tokenly import only-a-f");
          terminal.press("Tab");
          terminal.awaits("tokenly import only-a-file");
        }
      }
    }
  }

  @Test
  void is_no_wait_for_a_server_that_never_answers() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      // A program left waiting fails here by the patience of finished().
      assertEquals("", hosts(environmentOf("http://127.0.0.1:" + silent.getLocalPort())));
    }
  }

  @Test
  void names_of_a_slow_server_are_the_last_ones_until_the_new_ones_are_there() throws Exception {
    Semaphore answers = new Semaphore(0);
    AtomicReference<String> host = new AtomicReference<>("cellar");
    HttpServer slow = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    slow.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    slow.createContext("/", exchange -> {
      answers.acquireUninterruptibly();
      byte[] body = ("{\"total\":1,\"clients\":[{\"hostname\":\"" + host.get() + "\"}]}").getBytes(UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    slow.start();
    try {
      Map<String, String> environment = environmentOf("http://127.0.0.1:" + slow.getAddress().getPort());
      // Nobody answers before the TAB is over, and it is over all the same.
      assertEquals("", hosts(environment));
      answers.release(2);
      Waiting.until(Duration.ofSeconds(60), () -> kept("").equals("cellar\n"), () -> "the names never came");
      assertEquals("cellar\n", hosts(environment));

      host.set("attic");
      makeOld("");
      makeOld(".asked");
      assertEquals("cellar\n", hosts(environment));
      answers.release(2);
      Waiting.until(Duration.ofSeconds(60), () -> kept("").equals("attic\n"), () -> "the new names never came");
    } finally {
      answers.release(100);
      slow.stop(0);
    }
  }

  private String hosts(Map<String, String> environment) throws Exception {
    Program.Result result =
        Program.start(folder, environment, List.of("dev.tokenly.cli.Main", "__complete", "--", "clients", "show", ""))
            .finished();
    // Where names stand no file is offered for one that is not known.
    assertEquals(result.out().isEmpty() ? 1 : 0, result.exit(), result.toString());
    assertEquals("", result.err(), result.toString());
    return result.out();
  }

  /** What the program keeps of the machines' names. */
  private Path names(String ending) throws IOException {
    Path cache = folder.resolve(".cache/tokenly");
    if (!Files.isDirectory(cache)) {
      return cache;
    }
    try (Stream<Path> files = Files.list(cache)) {
      return files.filter(file -> file.toString().endsWith("-hosts" + ending)).findAny().orElse(cache);
    }
  }

  private String kept(String ending) throws IOException {
    Path file = names(ending);
    return Files.isRegularFile(file) ? Files.readString(file) : "";
  }

  private void makeOld(String ending) throws IOException {
    Files.setLastModifiedTime(names(ending), FileTime.from(Instant.now().minus(Duration.ofHours(1))));
  }

  private Map<String, String> environmentOf(String server) {
    return Map.of("HOME", folder.toString(), "TOKENLY_SERVER", server, "TOKENLY_TOKEN", "tkp_nobody");
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
    world.post("/api/heartbeat", body);
  }

  private static void run(Tmux terminal, String line) {
    terminal.type(line);
    terminal.press("Enter");
  }
}
