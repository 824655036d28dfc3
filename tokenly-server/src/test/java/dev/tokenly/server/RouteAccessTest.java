package dev.tokenly.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.access.Role;
import dev.tokenly.server.http.Access;
import dev.tokenly.server.http.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every route with every role and every kind of credential: what is not granted is denied. */
class RouteAccessTest {
  /** The calls that need no login; each is here on purpose. */
  private static final Set<String> OPEN =
      Set.of(
          "GET /health", "GET /metrics", "GET /api/openapi.json", "POST /api/auth/login", "POST /api/auth/refresh",
          "POST /api/auth/logout", "POST /api/auth/device", "POST /api/auth/device/token", "POST /api/heartbeat",
          "POST /api/ingest",
          "GET /api/download/worker/:version/:platform");

  private static TestServer server;
  private static final Map<Role, String> TOKENS = new EnumMap<>(Role.class);

  @BeforeAll
  static void start() throws Exception {
    server = new TestServer();
    TOKENS.put(Role.SUPER_ADMIN, server.admin());
    TOKENS.put(Role.CLIENT_MANAGER, server.user("client_manager", "client_manager"));
    TOKENS.put(Role.VIEWER, server.user("viewer", "viewer"));
    TOKENS.put(Role.CUSTOM, server.user("custom", "custom"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static List<Route> guarded() {
    return Routes.of(server.assembly).stream().filter(route -> !OPEN.contains(route.label())).toList();
  }

  private static TestServer.Answer call(Route route, String token, String username)
      throws IOException, InterruptedException {
    String own = route.path().endsWith("/password") ? route.path().replace(":username", username) : route.path();
    String path = own.replaceAll(":[a-z]+", "x");
    String body = route.method() == Route.Method.GET || route.method() == Route.Method.DELETE ? null : "{}";
    return server.call(route.method().name(), path, token.isEmpty() ? null : token, body);
  }

  @Test
  void the_open_calls_are_the_ones_listed() {
    Set<String> open =
        Routes.of(server.assembly).stream()
            .filter(route -> !(route.access() instanceof Access.Needs || route.access() instanceof Access.SignedIn
                || route.access() instanceof Access.OwnAccount))
            .map(Route::label)
            .collect(Collectors.toSet());
    assertEquals(OPEN, open);
  }

  @Test
  void n01_nothing_is_answered_without_a_valid_credential() throws Exception {
    TestServer.Answer login = server.login("viewer", TestServer.PASSWORD);
    String revoked = login.text("access_token");
    server.call("POST", "/api/auth/logout", null, null, "Cookie", login.header("Set-Cookie").split(";", 2)[0]);
    Map<String, String> bad = Map.of("", "missing_token", "nonsense", "invalid_token", "tkp_unknown", "invalid_token",
        revoked, "invalid_token");
    for (Route route : guarded()) {
      for (Map.Entry<String, String> one : bad.entrySet()) {
        TestServer.Answer answer = call(route, one.getKey(), "viewer");
        assertEquals(401, answer.status(), route.label());
        assertEquals(one.getValue(), answer.at("error"), route.label());
        assertTrue(answer.header("WWW-Authenticate").startsWith("Bearer"), route.label());
        assertEquals("{}", answer.at("details"), route.label());
      }
      if (route.method() == Route.Method.GET) {
        String path = route.path().replaceAll(":[a-z]+", "x");
        assertEquals(401, server.call("HEAD", path, null, null).status(), route.label());
      }
    }
  }

  @Test
  void an_expired_token_opens_nothing(@TempDir Path folder) throws Exception {
    try (TestServer other = new TestServer(folder)) {
      String token = other.admin();
      assertEquals(401, other.call("GET", "/api/auth/me", TOKENS.get(Role.SUPER_ADMIN), null).status(),
          "another server's token");
      other.clock.advance(Duration.ofMinutes(16));
      for (Route route : guarded()) {
        String path = route.path().replaceAll(":[a-z]+", "x");
        assertEquals(401, other.call(route.method().name(), path, token, null).status(), route.label());
      }
    }
  }

  @Test
  void a_role_opens_what_its_permissions_open_and_nothing_else() throws Exception {
    for (Route route : guarded()) {
      for (Map.Entry<Role, String> one : TOKENS.entrySet()) {
        Role role = one.getKey();
        String username = role == Role.SUPER_ADMIN ? "admin" : role.wireName();
        boolean isGranted =
            !(route.access() instanceof Access.Needs(var permission)) || role.permissions().contains(permission);
        if (isGranted && route.path().endsWith("/events")) {
          continue; // an open stream never ends; EventsTest reads it
        }
        TestServer.Answer answer = call(route, one.getValue(), username);
        boolean isDenied = answer.status() == 401 || answer.at("error").equals("forbidden");
        assertEquals(isGranted, !isDenied,
            route.label() + " as " + role + " → " + answer.status() + " " + answer.http().body());
      }
    }
  }
}
