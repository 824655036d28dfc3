package dev.tokenly.store.usage;

/** The storage engine could not do its work; the message says what was tried and why it failed. */
public final class StorageUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StorageUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
