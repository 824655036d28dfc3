package dev.tokenly.store.admin;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A page of clients: any of the statuses (all but deleted when empty), part of a host name, last seen in a range. */
public record ClientQuery(Set<ClientStatus> statuses, @Nullable String hostnamePart, @Nullable Instant seenAfter,
    @Nullable Instant seenBefore, Order order, int limit, long offset) {
  public ClientQuery {
    statuses = Set.copyOf(statuses);
  }

  /** What clients are sorted by. */
  public record Order(By by, boolean descending) {
    /** The columns there are. */
    public enum By {
      HOSTNAME, STATUS, LAST_SEEN, CREATED_AT
    }
  }
}
