package dev.tokenly.proxy.settings;

import java.nio.file.Path;

/** Where records go: to a spool the agent follows, or to standard output. */
public sealed interface Output {
  /**
   * Files in a folder, at most {@code maxBytes} of them. {@code failClosed}: refuse calls that cannot be recorded rather
   * than serve them unmetered.
   */
  record Spool(Path folder, long maxBytes, boolean failClosed) implements Output {}

  /** One JSON line a record on standard output, nothing on disk. */
  record Print() implements Output {}
}
