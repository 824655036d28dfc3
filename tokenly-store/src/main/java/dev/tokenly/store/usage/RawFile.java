package dev.tokenly.store.usage;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An accepted upload: the raw file whose lines become records. {@code id} is the upload's {@code ingestion_id}, a UUID;
 * {@code uploadId} the sender's idempotency key; {@code source} what the sender said about it.
 */
public record RawFile(String id, String clientId, @Nullable String uploadId, Instant receivedAt, long bytes, long lines,
    Source source) {
  public RawFile {
    UUID.fromString(id);
  }

  /** Where the bytes came from on the client: its path, the log format and the offset of the first byte. */
  public record Source(String path, @Nullable String format, long offset) {}
}
