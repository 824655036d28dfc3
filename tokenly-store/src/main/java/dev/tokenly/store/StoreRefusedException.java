package dev.tokenly.store;

import org.jspecify.annotations.Nullable;

/** A store that must not be opened; the message says why and what to do, fit for the person at the terminal. */
public final class StoreRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreRefusedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
