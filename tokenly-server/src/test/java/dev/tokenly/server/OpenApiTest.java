package dev.tokenly.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.json.JsonText;
import dev.tokenly.server.http.Access;
import dev.tokenly.server.http.Route;
import dev.tokenly.server.openapi.OpenApi;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The description of the API is held against the API. */
class OpenApiTest {
  private static final String KEY = "tka_" + "a".repeat(43);
  private static final String[] NONE = {};

  @TempDir private static Path folder;
  private static TestServer server;

  private final Map<String, String> known = new HashMap<>();
  private String cookie = "";

  @BeforeAll
  static void start() throws Exception {
    server = new TestServer(folder);
    server.admin();
    for (int i = 1; i <= 7; i++) {
      server.beat("web-" + i, null);
    }
    server.beat("web-8", KEY);
    server.put("/api/manage/clients/web-8/approve", "{}");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void every_call_is_described_and_every_description_is_a_call() {
    Set<String> routes =
        Routes.of(server.assembly).stream().map(Route::label).collect(Collectors.toCollection(TreeSet::new));
    Set<String> described = new TreeSet<>(OpenApi.calls().keySet());
    assertEquals(
        String.join("\n", routes), String.join("\n", described),
        "a new call needs a line in resources/openapi/calls.json");
  }

  @Test
  void the_document_is_served_with_every_path_and_a_summary() throws Exception {
    TestServer.Answer answer = server.call("GET", "/api/openapi.json", null, null);
    assertEquals("3.1.0", answer.text("openapi"));
    String body = answer.http().body();
    assertTrue(body.contains("\"/api/manage/clients/{id}/approve\""), body);
    assertTrue(!body.contains("\"summary\":\"\""), "a call without a summary");
  }

  @Test
  void every_example_does_what_it_says() throws Exception {
    for (Map.Entry<String, Object> described : OpenApi.calls().entrySet()) {
      Route route =
          Routes.of(server.assembly).stream().filter(one -> one.label().equals(described.getKey())).findFirst()
              .orElseThrow();
      run(route, (Map<?, ?>) described.getValue());
    }
  }

  private void run(Route route, Map<?, ?> call) throws Exception {
    String path = filled(call.get("path") instanceof String said ? said : route.path());
    String expected = call.get("status") instanceof Long status ? status.toString() : "200";
    if ("text/event-stream".equals(call.get("type"))) {
      assertEquals(expected, Integer.toString(opened(path)), route.label());
      return;
    }
    String[] headers = path.startsWith("/api/auth/") && !cookie.isEmpty() ? new String[] {"Cookie", cookie} : NONE;
    TestServer.Answer answer = server.call(route.method().name(), path, token(route), body(call), headers);
    assertEquals(expected, Integer.toString(answer.status()), route.label() + " → " + answer.http().body());
    remember(route, answer);
  }

  private static @Nullable String body(Map<?, ?> call) {
    return call.get("text") instanceof String text
        ? text
        : call.get("body") instanceof Map<?, ?> example ? text(example) : null;
  }

  private static @Nullable String token(Route route) throws IOException, InterruptedException {
    boolean isAgent = route.access().equals(Access.AGENT);
    return !isAgent ? server.admin() : route.path().contains("/download/") ? KEY : null;
  }

  /** An event stream never ends: that it begins is enough. */
  private static int opened(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.assembly.port() + path))
            .header("Authorization", "Bearer " + server.admin())
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      answer.body().close();
      http.shutdownNow();
      return answer.statusCode();
    }
  }

  /** What later examples stand on: the cookie, and ids that only the server knows. */
  private void remember(Route route, TestServer.Answer answer) throws IOException, InterruptedException {
    switch (route.label()) {
      case "POST /api/auth/login" -> cookie = answer.header("Set-Cookie").split(";", 2)[0];
      case "POST /api/auth/refresh" -> cookie = answer.header("Set-Cookie").split(";", 2)[0];
      case "GET /api/auth/sessions" -> {
        String other = answer.at("sessions.0.current").equals("true") ? "1" : "0";
        known.put("session", answer.at("sessions." + other + ".session_id"));
      }
      case "POST /api/manage/tokens" -> known.put("token", answer.at("token_id"));
      case "POST /api/ingest" -> {
        known.put("file", answer.text("ingestion_id"));
        known.put("failed", garbage("{\"no\": 1}"));
        known.put("discarded", garbage("{\"no\": 2}"));
      }
      default -> {}
    }
  }

  /** Uploads what cannot be counted and waits until that is known. */
  private static String garbage(String line) throws IOException, InterruptedException {
    String body = "{\"client_hostname\":\"web-1\",\"records\":[" + line + "]}";
    String id = server.call("POST", "/api/ingest", null, body).text("ingestion_id");
    while (!server.get("/api/manage/files/" + id).text("status").equals("failed")) {
      Thread.onSpinWait();
    }
    return id;
  }

  private String filled(String path) {
    String filled = path;
    for (Map.Entry<String, String> one : known.entrySet()) {
      filled = filled.replace('{' + one.getKey() + '}', one.getValue());
    }
    return filled;
  }

  private static String text(Map<?, ?> example) {
    return JsonText.write(Map.of("body", example)).replaceFirst("^\\{\"body\":", "").replaceFirst("}$", "");
  }
}
