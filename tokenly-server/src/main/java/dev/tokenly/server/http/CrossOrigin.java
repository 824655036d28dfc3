package dev.tokenly.server.http;

import java.io.IOException;
import java.util.Set;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Lets browsers on the configured origins read answers (CORS); every other origin gets no header and so nothing. */
final class CrossOrigin {
  private final Set<String> origins;

  CrossOrigin(Set<String> origins) {
    this.origins = Set.copyOf(origins);
  }

  /** Adds the headers; true when the request was a preflight and is answered. */
  boolean answered(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String origin = request.getHeader("Origin");
    if (origin == null || !origins.contains(origin)) {
      return false;
    }
    response.setHeader("Access-Control-Allow-Origin", origin);
    response.setHeader("Access-Control-Allow-Credentials", "true");
    response.setHeader("Access-Control-Expose-Headers", "Content-Disposition, ETag, Retry-After, X-Request-Id");
    response.addHeader("Vary", "Origin");
    if (!request.getMethod().equals("OPTIONS") || request.getHeader("Access-Control-Request-Method") == null) {
      return false;
    }
    response.setHeader("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE");
    response.setHeader("Access-Control-Allow-Headers", "Authorization, Content-Type, If-None-Match, Last-Event-ID");
    response.setHeader("Access-Control-Max-Age", "600");
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    response.flushBuffer();
    return true;
  }
}
