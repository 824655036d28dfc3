package dev.tokenly.bench;

import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A server in a process of its own, and an administrator who talks to it: the one of the package whose program {@code
 * TOKENLY_COMMAND} names, else the benchmark's own classes, set up the same but without a start-up cache.
 */
final class ServerProcess implements AutoCloseable {
  private static final String PASSWORD = "a fine pass phrase 1";
  /** What {@code packaging/launcher/roles.sh} says for a server; {@code BENCH_SERVER_JAVA_OPTS} instead when set. */
  private static final String FLAGS = "-XX:+UseParallelGC -XX:ParallelGCThreads=2 -XX:-UsePerfData"
      + " -Xlog:disable --enable-native-access=ALL-UNNAMED -XX:+UseCompactObjectHeaders -Xms64m -Xmx84m -Xmn36m"
      + " -XX:-UseGCOverheadLimit -XX:TrimNativeHeapInterval=5000";

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final int port;
  private final String address;
  private final double readyMillis;
  private final String token;

  ServerProcess(Path folder) throws IOException, InterruptedException {
    port = freePort();
    address = "http://127.0.0.1:" + port;
    ProcessBuilder builder = new ProcessBuilder(line()).redirectErrorStream(true)
        .redirectOutput(folder.resolve("server.out").toFile());
    builder.environment().putAll(Map.of("TOKENLY_SERVER_DATA_DIR", folder.toString(), "TOKENLY_SERVER_PORT",
        Integer.toString(port), "MALLOC_ARENA_MAX", "2", "DUCKDB_JE_MALLOC_CONF",
        "dirty_decay_ms:100,muzzy_decay_ms:0"));
    long started = System.nanoTime();
    process = builder.start();
    awaitHealth();
    readyMillis = (System.nanoTime() - started) / 1e6;
    token = logIn(Files.readString(folder.resolve("initial-admin-password")).strip());
  }

  private static List<String> line() {
    String command = System.getenv("TOKENLY_COMMAND");
    if (command != null) {
      return List.of(command, "server");
    }
    String flags = System.getenv().getOrDefault("BENCH_SERVER_JAVA_OPTS", FLAGS);
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of(flags.split(" ")));
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.tokenly.cli.Main", "server"));
    return line;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void awaitHealth() throws IOException, InterruptedException {
    while (true) {
      try {
        send(request("/health").build());
        return;
      } catch (ConnectException e) {
        if (!process.isAlive()) {
          throw new IllegalStateException("the server ended by itself", e);
        }
        Thread.sleep(5);
      }
    }
  }

  private String logIn(String first) throws IOException, InterruptedException {
    Map<String, String> change = Map.of("current_password", first, "new_password", PASSWORD);
    send(json("PUT", "/api/manage/users/admin/password", JsonText.write(change), login(first)));
    return login(PASSWORD);
  }

  private String login(String password) throws IOException, InterruptedException {
    String body = JsonText.write(Map.of("username", "admin", "password", password));
    return Fields.of(JsonText.trustedObject(send(json("POST", "/api/auth/login", body, "")).body()))
        .text("access_token");
  }

  double readyMillis() {
    return readyMillis;
  }

  /** Megabytes of a line of the process's status: VmRSS now, VmHWM at the highest. */
  long megabytes(String line) throws IOException {
    try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines.filter(text -> text.startsWith(line + ":")).mapToLong(ServerProcess::number).findFirst()
          .orElse(0) / 1024;
    }
  }

  private static long number(String text) {
    return Long.parseLong(text.replaceAll("\\D", ""));
  }

  /** The processor's time the server has used, in milliseconds. */
  long processorMillis() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
  }

  /** Until it has nothing left to do of what came before. */
  void awaitIdle() throws InterruptedException {
    long before;
    do {
      before = processorMillis();
      Thread.sleep(500);
    } while (processorMillis() - before > 20);
  }

  void set(String key, String value) throws IOException, InterruptedException {
    send(json("PUT", "/api/manage/config/" + key, "{\"value\":" + value + "}", token));
  }

  /** A beat of a host, which registers it the first time. */
  void beat(String host) throws IOException, InterruptedException {
    send(json("POST", "/api/heartbeat", "{\"client_hostname\":\"" + host + "\",\"timestamp\":\"" + Instant.now()
        + "\",\"launcher_version\":\"1\",\"worker_version\":\"1\",\"worker_status\":\"running\","
        + "\"system_info\":{\"os\":\"linux\",\"arch\":\"x64\"}}", ""));
  }

  /** Sends an upload; answers the milliseconds until it was accepted. */
  double send(Upload upload) throws IOException {
    return upload.send(port);
  }

  byte[] get(String path) throws IOException, InterruptedException {
    return send(request(path).header("Authorization", "Bearer " + token).build()).body();
  }

  byte[] post(String path, String body) throws IOException, InterruptedException {
    return send(json("POST", path, body, token)).body();
  }

  private HttpRequest json(String method, String path, String body, String bearer) {
    HttpRequest.Builder request = request(path).header("Content-Type", "application/json").method(method,
        HttpRequest.BodyPublishers.ofString(body));
    return (bearer.isEmpty() ? request : request.header("Authorization", "Bearer " + bearer)).build();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path));
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() / 100 != 2) {
      String body = new String(answer.body(), StandardCharsets.UTF_8);
      throw new IllegalStateException(request.uri() + " answered " + answer.statusCode() + ": " + body);
    }
    return answer;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
