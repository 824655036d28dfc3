package dev.tokenly.api;

import org.jspecify.annotations.Nullable;

/** Why a server did not do what it was asked: one kind for each thing its user can do about it. */
public sealed interface Failure {
  /** Whether the same question may well be answered in a while, nothing done about it: whoever follows goes on then. */
  default boolean isPassing() {
    return this instanceof Unreachable || this instanceof TimedOut || this instanceof Busy;
  }

  /** Nobody answered at the address: refused, unknown host, timeout or a broken connection. */
  record Unreachable(String server, String why) implements Failure {}

  /** The server was reached and did not answer in the time given. */
  record TimedOut(String server, long seconds) implements Failure {}

  /** The server's certificate is signed by nobody known here; the fingerprint is {@code SHA256:<hex>}, empty if unseen. */
  record UntrustedCertificate(String server, String fingerprint, String why) implements Failure {}

  /** No login, a wrong one, or one that has ended (401). */
  record Unauthorized(Refusal refusal) implements Failure {}

  /** Logged in, but not allowed (403). */
  record Forbidden(Refusal refusal) implements Failure {}

  /** No such thing (404). */
  record NotFound(Refusal refusal) implements Failure {}

  /** Not possible in its present state (409). */
  record Conflict(Refusal refusal) implements Failure {}

  /** The question breaks a rule (400, 405, 413, 415). */
  record Invalid(Refusal refusal) implements Failure {}

  /** Too many requests, or the server cannot take more now (429, 503); safe to try again. */
  record Busy(Refusal refusal, long retryAfterSeconds) implements Failure {}

  /** The server's own fault (5xx). */
  record ServerError(Refusal refusal) implements Failure {}

  /** Something answered, but not with the API this program speaks. */
  record Incompatible(String why) implements Failure {}

  /** An error body of the API: status, code, sentence, the field or permission it names, and the request's id. */
  record Refusal(int status, String code, String message, @Nullable String field, @Nullable String requestId) {}
}
