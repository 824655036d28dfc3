package dev.tokenly.server.http;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Serves one request on one route: lets the caller in, asks the endpoint, writes the answer or the failure. */
final class Exchange {
  private final Doorkeeper doorkeeper;
  private final InstantSource clock;
  private final RequestLog log;

  Exchange(Doorkeeper doorkeeper, InstantSource clock, RequestLog log) {
    this.doorkeeper = doorkeeper;
    this.clock = clock;
    this.log = log;
  }

  void serve(Route route, Map<String, String> pathValues, HttpServletRequest raw, HttpServletResponse out)
      throws IOException {
    String id = Gate.requestId(raw);
    long started = System.nanoTime();
    try {
      Request request = new Request(raw, pathValues, id);
      Answers.write(answer(route, request), raw, out);
    } catch (Exception e) {
      fail(route.label(), id, e, raw, out);
    } finally {
      log.answered(route.label(), out.getStatus(), System.nanoTime() - started);
    }
  }

  private Response answer(Route route, Request request) throws IOException, InterruptedException {
    switch (route.access()) {
      case Access.Open(),Access.Agent() -> {}
      case Access.Local() -> {
        if (!request.isLocal()) {
          request.admit(doorkeeper.admit(request, route.access()));
        }
      }
      case Access.SignedIn(),Access.OwnAccount() -> request.admit(doorkeeper.admit(request, route.access()));
      case Access.Needs(var permission) -> {
        Caller caller = doorkeeper.admit(request, route.access());
        caller.require(permission);
        request.admit(caller);
      }
    }
    return route.endpoint().answer(request);
  }

  void fail(String route, String id, Exception failure, HttpServletRequest raw, HttpServletResponse out)
      throws IOException {
    if (out.isCommitted()) {
      if (!(failure instanceof IOException)) {
        Failures.log(route, id, Failures.of(failure), failure); // Else the listener has gone, which is no news.
      }
      throw new IOException("the answer of " + route + " broke off (request " + id + ")", failure);
    }
    if (failure instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    Refusal refusal = Failures.of(failure);
    Failures.log(route, id, refusal, failure);
    Answers.write(Failures.answer(refusal, id, clock.instant()), raw, out);
  }
}
