package dev.tokenly.server.settings;

/** A setting that cannot be used; the message names its path, where it came from and what would be right. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  SettingsException(String message) {
    super(message);
  }
}
