package dev.tokenly.server.http;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import spark.route.HttpMethod;
import spark.route.Routes;

/** Where a request ends that no route matched: 405 with {@code Allow} when the path has other methods, else 404. */
final class Unmatched {
  private final Routes routes;
  private final InstantSource clock;

  Unmatched(Routes routes, InstantSource clock) {
    this.routes = routes;
    this.clock = clock;
  }

  void answer(Routed request, HttpServletResponse response) throws IOException {
    Set<String> allowed = allowed(request.getRequestURI());
    if (request.getMethod().equals("OPTIONS") && !allowed.isEmpty()) {
      response.setHeader("Allow", String.join(", ", allowed));
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
      response.flushBuffer();
      return;
    }
    Refusal refusal = refusal(request, allowed);
    String id = Gate.requestId(request);
    Failures.log(request.getMethod() + " (no route)", id, refusal, refusal);
    Answers.write(Failures.answer(refusal, id, clock.instant()), request, response);
  }

  private static Refusal refusal(HttpServletRequest request, Set<String> allowed) {
    return allowed.isEmpty()
        ? Refusal.of(404, "not_found", "there is nothing at this path")
        : Refusal
            .of(405, "method_not_allowed",
                "this path takes " + String.join(", ", allowed) + ", not " + request.getMethod())
            .withHeader("Allow", String.join(", ", allowed));
  }

  private Set<String> allowed(String path) {
    Set<String> allowed = new TreeSet<>();
    for (Route.Method method : Route.Method.values()) {
      if (routes.find(HttpMethod.valueOf(method.name().toLowerCase(Locale.ROOT)), path, null) != null) {
        allowed.add(method.name());
      }
    }
    if (allowed.contains("GET")) {
      allowed.add("HEAD");
    }
    return allowed;
  }
}
