package dev.tokenly.server.http;

import dev.tokenly.model.access.Permission;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request that is refused, as the caller shall see it: status, stable code, a sentence, details, extra headers. Carries
 * no stack trace; it is an answer, not a fault.
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final int status;
  private final String code;
  private final transient Map<String, Object> details;
  private final transient Map<String, String> headers;

  private Refusal(int status, String code, String sentence, Map<String, Object> details, Map<String, String> headers) {
    super(sentence, null, false, false);
    this.status = status;
    this.code = code;
    this.details = details;
    this.headers = headers;
  }

  /** Any other refusal. */
  public static Refusal of(int status, String code, String sentence) {
    return new Refusal(status, code, sentence, Map.of(), Map.of());
  }

  /** 400: a field or parameter breaks its rule. */
  public static Refusal invalid(String field, String why) {
    return new Refusal(400, "validation_failed", field + ": " + why, Map.of("field", field, "reason", why), Map.of());
  }

  /** 401: the code says what is wrong with the credential. */
  public static Refusal unauthorized(String code, String sentence) {
    return new Refusal(401, code, sentence, Map.of(), Map.of("WWW-Authenticate", "Bearer realm=\"tokenly\""));
  }

  /** 403: the caller lacks a permission. */
  public static Refusal forbidden(Permission permission) {
    return new Refusal(
        403,
        "forbidden",
        "this needs the permission " + permission.wireName(),
        Map.of("permission", permission.wireName()),
        Map.of());
  }

  /** 404: there is no such thing. */
  public static Refusal notFound(String what, String id) {
    return of(404, "not_found", "no " + what + " \"" + id + "\"");
  }

  /** 409: the state of the thing does not allow it. */
  public static Refusal conflict(String code, String sentence) {
    return of(409, code, sentence);
  }

  /** 413: the body is larger than allowed; nobody takes the rest, and the connection is closed. */
  public static Refusal tooLarge(String code, String sentence) {
    return of(413, code, sentence).withHeader("Connection", "close");
  }

  /** 429: come back after so many seconds. */
  public static Refusal tooMany(String code, String sentence, long retryAfterSeconds) {
    return of(429, code, sentence).withHeader("Retry-After", Long.toString(retryAfterSeconds));
  }

  /** 503: come back after so many seconds. */
  public static Refusal unavailable(String code, String sentence, long retryAfterSeconds) {
    return of(503, code, sentence).withHeader("Retry-After", Long.toString(retryAfterSeconds));
  }

  /** The same refusal with these details in its body. */
  public Refusal withDetails(Map<String, Object> more) {
    return new Refusal(status, code, sentence(), more, headers);
  }

  /** The same refusal with one more header. */
  public Refusal withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Refusal(status, code, sentence(), details, more);
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public String sentence() {
    return String.valueOf(getMessage());
  }

  public Map<String, Object> details() {
    return details;
  }

  public Map<String, String> headers() {
    return headers;
  }
}
