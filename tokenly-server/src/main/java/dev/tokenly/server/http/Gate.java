package dev.tokenly.server.http;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * What every request passes first: gets its id and the security headers, and is turned away when its path or method is
 * none we use. Answers as well what no route matched.
 */
final class Gate implements Filter {
  private static final String ID = "dev.tokenly.request-id";
  private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS");
  private static final List<String> PATH_TRICKS =
      List.of("//", ";", "..", "/./", "\\", "%2e", "%2f", "%5c", "%00", "%25");

  /** On every answer, whoever gives it: it is private, and no page's to show, to frame or to guess about. */
  static final Map<String, String> ALWAYS =
      Map.of(
          "Cache-Control", "no-store",
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "no-referrer",
          "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");

  private final InstantSource clock;
  private final CrossOrigin crossOrigin;

  private final Unmatched unmatched;

  Gate(InstantSource clock, CrossOrigin crossOrigin, Unmatched unmatched) {
    this.clock = clock;
    this.crossOrigin = crossOrigin;
    this.unmatched = unmatched;
  }

  static String requestId(HttpServletRequest request) {
    return request.getAttribute(ID) instanceof String id ? id : UUID.randomUUID().toString();
  }

  @Override
  public void doFilter(ServletRequest in, ServletResponse out, FilterChain next) throws IOException, ServletException {
    HttpServletRequest request = (HttpServletRequest) in;
    HttpServletResponse response = (HttpServletResponse) out;
    String id = UUID.randomUUID().toString();
    request.setAttribute(ID, id);
    headers(id, request, response);
    Refusal refusal = refusal(request);
    if (refusal != null) {
      Failures.log(request.getMethod() + " (gate)", id, refusal, refusal);
      Answers.write(Failures.answer(refusal, id, clock.instant()), request, response);
    } else if (!crossOrigin.answered(request, response)) {
      Routed routed = new Routed(request);
      next.doFilter(routed, response);
      if (routed.notConsumed()) {
        unmatched.answer(routed, response);
      }
    }
  }

  private static void headers(String id, HttpServletRequest request, HttpServletResponse response) {
    response.setHeader("X-Request-Id", id);
    ALWAYS.forEach(response::setHeader);
    if (request.isSecure()) {
      response.setHeader("Strict-Transport-Security", "max-age=31536000");
    }
  }

  private static @Nullable Refusal refusal(HttpServletRequest request) {
    boolean isOfNoPath = request.getRequestURI().equals("*"); // OPTIONS *
    if (isOfNoPath || !METHODS.contains(request.getMethod())) {
      return Refusal.of(405, "method_not_allowed", "the method is none of the API's")
          .withHeader("Allow", "DELETE, GET, HEAD, OPTIONS, POST, PUT");
    }
    String query = request.getQueryString();
    if (request.getRequestURI().length() + (query == null ? 0 : query.length()) > Limits.MAX_URI_LENGTH) {
      return Refusal.of(414, "uri_too_long",
          "a path with its query has " + Limits.MAX_URI_LENGTH + " characters at most");
    }
    String uri = request.getRequestURI().toLowerCase(Locale.ROOT);
    if (PATH_TRICKS.stream().anyMatch(uri::contains)) {
      return Refusal.of(400, "bad_path", "the path holds empty, dotted or encoded segments");
    }
    return null;
  }
}
