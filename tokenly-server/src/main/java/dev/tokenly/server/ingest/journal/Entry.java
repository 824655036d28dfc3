package dev.tokenly.server.ingest.journal;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an upload beside its bytes: its id, when it came, from which client, where its lines lay on that
 * machine, and how many bytes and lines it has.
 */
public record Entry(UUID id, Instant receivedAt, Sender sender, Source source, long bytes, long lines) {

  /** The client that sent it, and the name it gave itself. */
  public record Sender(String clientId, String hostname) {}

  /** The file the lines come from: its path on the client, the first byte's offset in it, the log format named. */
  public record Source(String path, long offset, @Nullable String format) {}
}
