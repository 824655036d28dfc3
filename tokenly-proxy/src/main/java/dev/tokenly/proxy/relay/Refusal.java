package dev.tokenly.proxy.relay;

/** A call the proxy itself answers, with a status and a sentence for the caller. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1;

  private final int status;
  private final long retryAfterSeconds;

  Refusal(int status, String message) {
    this(status, message, 0);
  }

  /** {@code retryAfterSeconds} of 0 says nothing about when to try again. */
  Refusal(int status, String message, long retryAfterSeconds) {
    super(message, null, false, false);
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  int status() {
    return status;
  }

  long retryAfterSeconds() {
    return retryAfterSeconds;
  }

  /** The sentence for the caller. */
  String sentence() {
    return String.valueOf(getMessage());
  }
}
