package dev.tokenly.server.logging;

import java.util.logging.Level;

/** The four levels by the names people use. */
final class LevelName {
  private LevelName() {}

  static String of(Level level) {
    if (level.intValue() >= Level.SEVERE.intValue()) {
      return "error";
    }
    if (level.intValue() >= Level.WARNING.intValue()) {
      return "warn";
    }
    return level.intValue() >= Level.INFO.intValue() ? "info" : "debug";
  }
}
