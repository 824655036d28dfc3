package dev.tokenly.server;

import dev.tokenly.model.json.JsonText;
import dev.tokenly.server.settings.Settings;
import dev.tokenly.store.duckdb.DuckDbStoreFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A real server on a free port with a clock that stands still, and a small client to talk to it. */
final class TestServer implements AutoCloseable {
  static final String PASSWORD = "a fine pass phrase 1";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  final TestClock clock;
  final Assembly assembly;
  private @Nullable TestFolder temporary;
  private @Nullable String adminToken;

  /** A server whose admin has changed the first password and is logged in, from a folder made once for all tests. */
  TestServer() throws IOException, InterruptedException {
    this(TestFolder.copied());
  }

  private TestServer(TestFolder made) throws IOException {
    this(Settings.temporary(made.path()));
    temporary = made;
    adminToken = made.adminToken();
  }

  /** A server on the folder as it is. */
  TestServer(Path folder) throws IOException {
    this(Settings.temporary(folder));
  }

  TestServer(Settings settings) throws IOException {
    this(settings, new TestClock());
  }

  TestServer(Settings settings, TestClock clock) throws IOException {
    this.clock = clock;
    assembly = new Assembly(settings, new DuckDbStoreFactory(), clock);
  }

  /** An answer: its status, its headers and its body as an object (empty when it is none). */
  record Answer(int status, HttpResponse<String> http, Map<String, Object> body) {
    String text(String field) {
      return String.valueOf(body.get(field));
    }

    /** A value by its dotted path as text; list elements by their number, {@code ""} when there is none. */
    String at(String path) {
      Object value = body;
      for (String name : path.split("\\.", -1)) {
        value =
            switch (value) {
              case Map<?, ?> object when object.get(name) != null -> object.get(name);
              case List<?> list when Integer.parseInt(name) < list.size() -> list.get(Integer.parseInt(name));
              case null, default -> "";
            };
      }
      return String.valueOf(value);
    }

    String header(String name) {
      return http.headers().firstValue(name).orElse("");
    }
  }

  Answer call(String method, String path, @Nullable String token, @Nullable String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + assembly.port() + path))
            .method(method,
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  private static Answer send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> http = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    boolean isObject = http.body().startsWith("{")
        && http.headers().firstValue("Content-Type").orElse("").startsWith("application/json");
    return new Answer(http.statusCode(), http,
        isObject ? JsonText.trustedObject(http.body().getBytes(StandardCharsets.UTF_8)) : Map.of());
  }

  Answer get(String path) throws IOException, InterruptedException {
    return call("GET", path, admin(), null);
  }

  Answer post(String path, String body) throws IOException, InterruptedException {
    return call("POST", path, admin(), body);
  }

  Answer put(String path, String body) throws IOException, InterruptedException {
    return call("PUT", path, admin(), body);
  }

  Answer delete(String path) throws IOException, InterruptedException {
    return call("DELETE", path, admin(), null);
  }

  Answer login(String username, String password) throws IOException, InterruptedException {
    return call("POST", "/api/auth/login", null, JsonText.write(Map.of("username", username, "password", password)));
  }

  /** An access token of the first admin, whose password has been changed as it must be. */
  String admin() throws IOException, InterruptedException {
    String token = adminToken;
    if (token != null) {
      return token;
    }
    String first = assembly.firstPassword().orElseThrow();
    String temporary = login("admin", first).text("access_token");
    String change = JsonText.write(Map.of("current_password", first, "new_password", PASSWORD));
    Answer changed = call("PUT", "/api/manage/users/admin/password", temporary, change);
    String fresh = changed.text("access_token");
    adminToken = fresh;
    return fresh;
  }

  /** Takes a token of the admin's that is good here, which saves a login. */
  void useToken(String token) {
    adminToken = token;
  }

  /** Forgets the admin's token, e.g. after the clock was moved. */
  String adminAgain() throws IOException, InterruptedException {
    String fresh = login("admin", PASSWORD).text("access_token");
    adminToken = fresh;
    return fresh;
  }

  /** Makes a user with the password {@link #PASSWORD} and answers an access token of theirs. */
  String user(String name, String role, String... permissions) throws IOException, InterruptedException {
    Map<String, Object> body =
        Map.of("username", name, "password", PASSWORD, "role", role, "custom_permissions", List.of(permissions));
    post("/api/manage/users", JsonText.write(body));
    return login(name, PASSWORD).text("access_token");
  }

  /** A heartbeat of the host with that key (null: none). */
  Answer beat(String hostname, @Nullable String key) throws IOException, InterruptedException {
    return call("POST", "/api/heartbeat", key, heartbeat(hostname));
  }

  static String heartbeat(String hostname) {
    return """
        {"client_hostname": "%s", "timestamp": "2026-11-20T10:00:00Z", "launcher_version": "1.0", "worker_version": "1.0",
         "worker_status": "running", "system_info": {"os": "linux", "arch": "x64"},
         "stats": {"files_uploaded_today": 2, "errors_since_last_heartbeat": 1}}"""
        .formatted(hostname);
  }

  /** Uploads native lines of the host, which has no key. */
  Answer lines(String hostname, String lines) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + assembly.port() + "/api/ingest"))
            .header("Content-Type", "application/x-ndjson")
            .header("X-Tokenly-Hostname", hostname)
            .POST(HttpRequest.BodyPublishers.ofString(lines))
            .build());
  }

  /** Sends bytes as they are and answers all that comes back before the server closes or falls silent. */
  String raw(String bytes) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), assembly.port())) {
      socket.setSoTimeout(3000);
      try {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        socket.shutdownOutput();
      } catch (SocketException _) {
        // The server had heard enough and hung up: its answer waits to be read.
      }
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      try {
        socket.getInputStream().transferTo(answer);
      } catch (SocketException _) {
        // Reset behind the answer, because not all was heard.
      }
      return answer.toString(StandardCharsets.ISO_8859_1);
    }
  }

  @Override
  public void close() {
    assembly.close();
    if (temporary != null) {
      temporary.delete();
    }
  }
}
