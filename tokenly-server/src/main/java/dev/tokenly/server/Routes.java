package dev.tokenly.server;

import static dev.tokenly.server.http.Route.get;

import dev.tokenly.server.http.Access;
import dev.tokenly.server.http.Response;
import dev.tokenly.server.http.Route;
import java.util.List;
import java.util.Map;

/** The route table: every call of the API on one page, with who may make it. Order matters only for overlapping paths. */
final class Routes {
  private Routes() {}

  static List<Route> of(Assembly assembly) {
    return List.of(get("/health", Access.ANYONE, _ -> Response.json(Map.of("status", "ok"))));
  }
}
