package dev.tokenly.server.http;

import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Set;
import javax.servlet.ServletInputStream;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import spark.embeddedserver.jetty.HttpRequestWrapper;

/**
 * The request as Spark's router sees it: headers that would change the routing are hidden, the body is not buffered, and
 * percent signs of the path are hidden because Spark would decode them with a class that only Jetty 9 has.
 */
final class Routed extends HttpRequestWrapper {
  /** Stands for a percent sign; private use, so no request line can hold it. */
  private static final char HIDDEN_PERCENT = '\uE025';

  private static final Set<String> HIDDEN_HEADERS = Set.of("x-http-method-override", "accept");

  private final HttpServletRequest request;

  Routed(HttpServletRequest request) {
    super(request);
    this.request = request;
  }

  /** The request itself. */
  HttpServletRequest unwrapped() {
    return request;
  }

  /** A path segment as it was sent, percent signs and all. */
  static String segment(String routed) {
    return routed.replace(HIDDEN_PERCENT, '%');
  }

  @Override
  public String getRequestURI() {
    return request.getRequestURI().replace('%', HIDDEN_PERCENT);
  }

  @Override
  public @Nullable String getHeader(String name) {
    return isHidden(name) ? null : request.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return isHidden(name) ? Collections.emptyEnumeration() : request.getHeaders(name);
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    return request.getInputStream();
  }

  private static boolean isHidden(String name) {
    return HIDDEN_HEADERS.contains(name.toLowerCase(Locale.ROOT));
  }
}
