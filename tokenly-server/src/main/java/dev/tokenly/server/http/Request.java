package dev.tokenly.server.http;

import dev.tokenly.model.json.Fields;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.servlet.http.Cookie;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** One request as an endpoint sees it. Belongs to the thread that serves it. */
public final class Request {
  /** Largest JSON body of an endpoint that does not say otherwise. */
  public static final int MAX_JSON_BYTES = 64 * 1024;

  private final HttpServletRequest raw;
  private final Map<String, String> pathValues;
  private final String id;
  private @Nullable Caller caller;

  Request(HttpServletRequest raw, Map<String, String> pathValues, String id) {
    this.raw = raw;
    this.pathValues = pathValues;
    this.id = id;
  }

  void admit(Caller admitted) {
    caller = admitted;
  }

  /** The request's own id, also in the answer's {@code X-Request-Id}. */
  public String id() {
    return id;
  }

  public String method() {
    return raw.getMethod();
  }

  public String path() {
    return String.valueOf(raw.getRequestURI());
  }

  /** The value of a {@code :name} segment of the route's path. */
  public String pathValue(String name) {
    String value = pathValues.get(':' + name);
    if (value == null) {
      throw new IllegalArgumentException("the route has no segment :" + name);
    }
    return URLDecoder.decode(Routed.segment(value).replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  public Parameters query() {
    return new Parameters(raw.getParameterMap());
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(raw.getHeader(name));
  }

  /** The token of {@code Authorization: Bearer …}. */
  public Optional<String> bearer() {
    return header("Authorization")
        .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
        .map(value -> value.substring(7).strip());
  }

  public Optional<String> cookie(String name) {
    Cookie[] cookies = raw.getCookies();
    for (Cookie cookie : cookies == null ? new Cookie[0] : cookies) {
      if (cookie.getName().equals(name)) {
        return Optional.of(cookie.getValue());
      }
    }
    return Optional.empty();
  }

  /** The peer's address; forwarded headers are never believed. */
  public String address() {
    return raw.getRemoteAddr();
  }

  /** Whether the peer is this machine itself and no proxy that says it speaks for others. */
  boolean isLocal() {
    boolean isForwarded = header("X-Forwarded-For").isPresent() || header("Forwarded").isPresent();
    return !isForwarded && InetAddress.ofLiteral(address()).isLoopbackAddress();
  }

  public String userAgent() {
    return header("User-Agent").orElse("");
  }

  /** Whether the request came over TLS. */
  public boolean isSecure() {
    return raw.isSecure();
  }

  /** The length the sender announced; −1 when it did not. */
  public long contentLength() {
    return raw.getContentLengthLong();
  }

  /** The body, refused with 413 as soon as it is known to be longer than {@code maxBytes}. */
  public InputStream body(long maxBytes) throws IOException {
    return body(maxBytes,
        () -> Refusal.tooLarge("payload_too_large", "the body is larger than " + maxBytes + " bytes"));
  }

  /** The body, refused with the given refusal as soon as it is known to be longer than {@code maxBytes}. */
  public InputStream body(long maxBytes, Supplier<Refusal> tooLarge) throws IOException {
    if (contentLength() > maxBytes) {
      throw tooLarge.get();
    }
    return new CountedBody(raw.getInputStream(), maxBytes, tooLarge, System::nanoTime);
  }

  /** The body as one JSON object of at most {@link #MAX_JSON_BYTES}; an absent body is an empty object. */
  public Fields json() throws IOException {
    return json(MAX_JSON_BYTES);
  }

  /** The same for a call whose object may be longer. */
  public Fields json(int maxBytes) throws IOException {
    if (contentLength() == 0) {
      return Fields.of(Map.of());
    }
    String type = header("Content-Type").orElse("application/json");
    if (!type.regionMatches(true, 0, "application/json", 0, 16)) {
      throw Refusal.of(415, "unsupported_media_type", "the body must be application/json, not " + type);
    }
    if (!header("Content-Encoding").orElse("identity").equalsIgnoreCase("identity")) {
      throw Refusal.of(415, "unsupported_encoding", "this call takes no compressed body");
    }
    byte[] bytes = body(maxBytes).readAllBytes();
    try {
      return bytes.length == 0 ? Fields.of(Map.of()) : Fields.parse(bytes);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("body", String.valueOf(e.getMessage()));
    }
  }

  /** Who is calling; only routes that need a login have one. */
  public Caller caller() {
    if (caller == null) {
      throw new IllegalStateException("the route is open: it has no caller");
    }
    return caller;
  }
}
