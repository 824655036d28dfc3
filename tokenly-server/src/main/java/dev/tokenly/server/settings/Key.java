package dev.tokenly.server.settings;

import java.util.Locale;

/**
 * One setting: its dotted path in the file, its default as text, whether its value is a secret, and what it means. The
 * environment variable is {@code TOKENLY_} and the path in capitals with underscores.
 */
record Key(String path, String absent, boolean isSecret, String meaning) {
  static Key of(String path, String absent, String meaning) {
    return new Key(path, absent, false, meaning);
  }

  static Key secret(String path, String meaning) {
    return new Key(path, "", true, meaning);
  }

  /** The environment variable, e.g. {@code TOKENLY_SERVER_PORT} for {@code server.port}. */
  String variable() {
    return "TOKENLY_" + path.toUpperCase(Locale.ROOT).replace('.', '_');
  }
}
