package dev.tokenly.store.admin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A registered machine. {@code keyHash} is the SHA-256 (hex) of its pinned key, null when it registered without one;
 * {@code heartbeat} is the last one, null before the first.
 */
public record Client(String id, String hostname, @Nullable String description, @Nullable String keyHash,
    Standing standing, @Nullable Heartbeat heartbeat, Times times) {

  /** Its status and who approved or rejected it, when and with which notes. */
  public record Standing(ClientStatus status, @Nullable Instant decidedAt, @Nullable String decidedBy,
      @Nullable String notes) {
    /** Waiting for an admin. */
    public static final Standing PENDING = new Standing(ClientStatus.PENDING, null, null, null);
  }

  /** When it was made, last changed by an admin, and last given which configuration. */
  public record Times(Instant createdAt, Instant updatedAt, @Nullable Instant configDeliveredAt) {}
}
