package dev.tokenly.server.http;

import java.io.IOException;
import java.time.InstantSource;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.ee8.nested.ErrorHandler;
import org.eclipse.jetty.ee8.nested.Request;

/** Gives the errors the servlet layer finds itself (an ambiguous path) the shape of all our errors. */
final class JsonServletErrors extends ErrorHandler {
  private final InstantSource clock;

  JsonServletErrors(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void handle(String target, Request base, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String id = Gate.requestId(request);
    response.setHeader("X-Request-Id", id);
    Gate.ALWAYS.forEach(response::setHeader);
    Answers.write(Failures.answer(JsonErrors.refusal(response.getStatus()), id, clock.instant()), request, response);
    base.setHandled(true);
  }
}
