package dev.tokenly.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.json.JsonText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Programs of the command line as processes of their own, with a small client for the servers among them. */
final class Processes implements AutoCloseable {
  private static final String PASSWORD = "a fine pass phrase 1";
  private static final Pattern LISTENS = Pattern.compile("listens on http://127.0.0.1:(\\d+)");

  final Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Process> started = new ArrayList<>();

  Processes(Path folder) {
    this.folder = folder;
  }

  /** A program that ran to its end. */
  record Ended(int code, String said) {}

  @Override
  public void close() {
    for (Process process : started) {
      process.destroyForcibly().onExit().join();
    }
  }

  Process launch(Path said, String... words) throws IOException {
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + temporary, "-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(Arrays.asList(words));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().put("HOME", folder.resolve("home").toString());
    Process process = builder.start();
    started.add(process);
    return process;
  }

  Ended run(String... words) throws Exception {
    Path said = Files.createTempFile(folder, "said", ".txt");
    Process process = launch(said, words);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "did not end: " + List.of(words));
    return new Ended(process.exitValue(), Files.readString(said));
  }

  /** A server that listens, on its port. */
  record Running(Process process, int port) {}

  Running serve(String data) throws Exception {
    Path said = Files.createTempFile(folder, "server", ".txt");
    Process process = launch(said, "server", "--data-dir", folder.resolve(data).toString(), "--port", "0");
    while (true) {
      Matcher listens = LISTENS.matcher(Files.readString(said));
      if (listens.find()) {
        return new Running(process, Integer.parseInt(listens.group(1)));
      }
      assertTrue(!process.waitFor(20, TimeUnit.MILLISECONDS), () -> "the server ended: " + read(said));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  Map<String, Object> call(Running server, String method, String path, @Nullable String token, String body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api" + path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertTrue(answer.statusCode() < 300, path + " → " + answer.body());
    return JsonText.trustedObject(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  private String login(Running server, String password) throws Exception {
    String body = JsonText.write(Map.of("username", "admin", "password", password));
    return String.valueOf(call(server, "POST", "/auth/login", null, body).get("access_token"));
  }

  /** Changes the first password and lets every machine in. */
  String prepare(Running server, String data) throws Exception {
    String first = Files.readString(folder.resolve(data).resolve("initial-admin-password")).strip();
    String change = JsonText.write(Map.of("current_password", first, "new_password", PASSWORD));
    Map<String, Object> changed =
        call(server, "PUT", "/manage/users/admin/password", login(server, first), change);
    String token = String.valueOf(changed.get("access_token"));
    call(server, "PUT", "/manage/config/server.auto_approve_clients", token, "{\"value\":true}");
    call(server, "PUT", "/manage/config/ingestion.rate_limit_per_hour", token, "{\"value\":0}");
    call(server, "POST", "/heartbeat", null,
        "{\"client_hostname\":\"web-1\",\"timestamp\":\"2026-11-20T10:00:00Z\",\"launcher_version\":\"1\",\"worker_version\":\"1\","
            + "\"worker_status\":\"running\",\"system_info\":{\"os\":\"linux\",\"arch\":\"x64\"}}");
    return token;
  }

  int upload(Running server, int number) throws InterruptedException {
    return upload(server, number, 1);
  }

  int upload(Running server, int number, int lines) throws InterruptedException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      text.append(line(number + "-" + i));
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/ingest"))
            .header("Content-Type", "application/x-ndjson")
            .header("X-Tokenly-Hostname", "web-1")
            .POST(HttpRequest.BodyPublishers.ofString(text.toString()))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    } catch (IOException _) {
      return 0;
    }
  }

  /** A call with names that cannot be packed away, so that uploads fill a disk. */
  private static String line(String id) {
    String name = UUID.randomUUID() + "-" + UUID.randomUUID();
    return "{\"timestamp\":\"" + Instant.now().minusSeconds(60)
        + "\",\"service\":\"openai\",\"model\":\"gpt-5\",\"input_tokens\":1,\"output_tokens\":1,\"session_id\":\""
        + name
        + "\",\"request_id\":\"r" + id + "\"}\n";
  }

  long counted(Running server) throws Exception {
    String token = login(server, PASSWORD);
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (true) {
      Map<String, Object> status = call(server, "GET", "/manage/status", token, "");
      if (System.nanoTime() > deadline) {
        throw new AssertionError("the backlog did not empty: " + status);
      }
      if (status.get("ingestion") instanceof Map<?, ?> ingestion
          && Long.valueOf(0).equals(ingestion.get("backlog_files"))) {
        Object requests = call(server, "GET", "/manage/analytics/summary", token, "").get("total_requests");
        return (Long) Objects.requireNonNull(requests);
      }
    }
  }

  int status(Running server, String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
  }
}
