package dev.tokenly.store.duckdb.engine;

import org.jspecify.annotations.Nullable;

/** What the engine says went wrong, in one line without its internal advice. */
final class Failure {
  private Failure() {}

  static String reason(@Nullable Throwable cause) {
    String message = cause == null ? null : cause.getMessage();
    if (message == null) {
      return "no reason given";
    }
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
