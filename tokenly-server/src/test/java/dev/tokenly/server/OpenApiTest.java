package dev.tokenly.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.json.JsonText;
import dev.tokenly.server.http.Route;
import dev.tokenly.server.openapi.OpenApi;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The description of the API is held against the API. */
class OpenApiTest {
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = new TestServer();
    server.admin();
    for (int i = 1; i <= 7; i++) {
      server.beat("web-" + i, null);
    }
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
    for (Route route : Routes.of(server.assembly)) {
      if (OpenApi.calls().get(route.label()) instanceof Map<?, ?> call && !call.containsKey("skip")) {
        run(route, call);
      }
    }
  }

  private static void run(Route route, Map<?, ?> call) throws IOException, InterruptedException {
    String path = call.get("path") instanceof String said ? said : route.path();
    String body = call.get("body") instanceof Map<?, ?> example ? text(example) : null;
    boolean isAgent = route.path().equals("/api/heartbeat") || route.path().equals("/api/ingest");
    String token = isAgent ? null : server.admin();
    if (route.path().equals("/api/ingest")) {
      server.put("/api/manage/clients/web-1/approve", "{}");
    }
    TestServer.Answer answer = server.call(route.method().name(), path, token, body);
    String expected = call.get("status") instanceof Long status ? status.toString() : "200";
    assertEquals(expected, Integer.toString(answer.status()), route.label() + " → " + answer.http().body());
  }

  private static String text(Map<?, ?> example) {
    return JsonText.write(Map.of("body", example)).replaceFirst("^\\{\"body\":", "").replaceFirst("}$", "");
  }
}
