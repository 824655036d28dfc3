package dev.tokenly.e2e.journey;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenly.model.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A server and a machine with an agent, each in folders of its own, and a person's command line. */
final class World implements AutoCloseable {
  static final String PASSWORD = "correct horse battery";
  private static final Pattern LISTENS = Pattern.compile("listens on (?:https?://)?(\\S+:\\d+)");
  private static final String CLI = "dev.tokenly.cli.Main";
  private static final String LAUNCHER = "dev.tokenly.agent.launcher.LauncherMain";

  private final Path root;
  private @Nullable Program server;
  private @Nullable Program agent;
  private String address = "";

  World(Path root) {
    this.root = root;
  }

  Path serverFolder() {
    return root.resolve("server");
  }

  Path home() {
    return root.resolve("home");
  }

  String address() {
    return address;
  }

  /** Starts the server, on the port it had before when it had one, and waits until it listens. */
  void startServer() throws Exception {
    String port = address.isEmpty() ? "0" : address.substring(address.lastIndexOf(':') + 1);
    List<String> command = List.of(CLI, "server", "--data-dir", root.resolve("server").toString(), "--port", port);
    server = Program.start(root.resolve("run"), environment(), command);
    Waiting.until(
        Duration.ofSeconds(60), () -> !server().isAlive() || LISTENS.matcher(serverWords()).find(), this::serverWords);
    Matcher listens = LISTENS.matcher(serverWords());
    if (!listens.find()) {
      throw new AssertionError("the server did not start: " + serverWords());
    }
    address = "http://" + listens.group(1);
  }

  private String serverWords() {
    return server().out() + server().err();
  }

  /** Logs in as the admin the first start made, with a new password of their own. */
  void logIn() throws Exception {
    Path first = root.resolve("server").resolve("initial-admin-password");
    String typed = Files.exists(first) ? Files.readString(first).strip() + "\n" + PASSWORD : PASSWORD;
    must(cliWith(typed, "login", "--username", "admin", "--password-stdin"));
  }

  /** The agent may read nothing but this world: as root it would count what the tools of other homes left. */
  void startAgent() throws IOException {
    Path policy = root.resolve("agent.toml");
    Files.writeString(policy, "allow_roots = ['" + root.toRealPath() + "']\n");
    List<String> command =
        List.of(
            LAUNCHER, "--server", address, "--hostname", "web-01", "--data-dir", root.resolve("agent").toString(),
            "--policy", policy.toString(), "--log-format", "json");
    agent = Program.start(root.resolve("run"), environment(), command);
  }

  /** Says where applications of this machine log, and that an admin wants news within seconds. */
  void setUpCollection() throws Exception {
    String config =
        "{\"discovery_paths\":{\"linux\":[\"~/app/logs\"]},\"heartbeat_interval_seconds\":5,\"tail_interval_seconds\":1,"
            + "\"scan_interval_minutes\":1}";
    must(cli("config", "set", "default_client_config", config));
    must(cli("config", "set", "server.pending_retry_seconds", "1"));
    must(cli("config", "set", "ingestion.rate_limit_per_hour", "0"));
  }

  /** Approves the machine as soon as it asks. */
  void approve() throws Exception {
    Waiting.until(
        Duration.ofSeconds(30), () -> cli("approve", "web-01", "--yes").exit() == 0,
        () -> agent().err() + serverWords());
  }

  private static void must(Program.Result result) {
    if (result.exit() != 0) {
      throw new AssertionError("a command failed: " + result);
    }
  }

  Program server() {
    return Objects.requireNonNull(server, "the server was never started");
  }

  Program agent() {
    return Objects.requireNonNull(agent, "the agent was never started");
  }

  /** The worker's process, when there is one. */
  List<ProcessHandle> workers() {
    return ProcessHandle.of(agent().pid()).stream().flatMap(ProcessHandle::children).toList();
  }

  Program.Result cli(String... arguments) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of(CLI));
    command.addAll(List.of(arguments));
    return Program.start(root.resolve("run"), environment(), command).finished();
  }

  /** A command that goes on until it is closed. */
  Program start(String... arguments) {
    List<String> command = new ArrayList<>(List.of(CLI));
    command.addAll(List.of(arguments));
    return Program.start(root.resolve("run"), environment(), command);
  }

  private Program.Result cliWith(String input, String... arguments) throws InterruptedException, IOException {
    Path typed = Files.writeString(Files.createTempFile(root, "typed", ".txt"), input + "\n");
    List<String> command = new ArrayList<>(List.of(CLI));
    command.addAll(List.of(arguments));
    return Program.start(root.resolve("run"), environment(), command, typed).finished();
  }

  /** The data of a {@code --json} answer. */
  JsonNode ask(String... arguments) throws Exception {
    Program.Result result = cli(arguments);
    if (result.exit() != 0) {
      throw new AssertionError("tokenly " + String.join(" ", arguments) + " failed: " + result);
    }
    return Json.mapper().readTree(result.out());
  }

  /** Sends JSON as a machine without an agent does. */
  void post(String path, String json) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(address + path)).header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(json)).build();
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
      }
    }
  }

  Map<String, String> environment() {
    return Map.of(
        "HOME", home().toString(),
        "PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"),
        "LANG", "C.UTF-8",
        "TOKENLY_SERVER", address);
  }

  @Override
  public void close() {
    for (@Nullable Program program : new @Nullable Program[] {agent, server}) {
      if (program != null && program.isAlive()) {
        program.close();
      }
    }
  }
}
