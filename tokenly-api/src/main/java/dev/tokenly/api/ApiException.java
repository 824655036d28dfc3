package dev.tokenly.api;

import java.io.Serial;

/** A call to a server that failed; {@link #failure()} says how, as data. */
public final class ApiException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;
  private final transient Failure failure;

  public ApiException(Failure failure) {
    super(failure.toString());
    this.failure = failure;
  }

  public ApiException(Failure failure, Throwable cause) {
    super(failure.toString(), cause);
    this.failure = failure;
  }

  public Failure failure() {
    return failure;
  }
}
