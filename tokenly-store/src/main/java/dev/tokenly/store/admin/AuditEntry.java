package dev.tokenly.store.admin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What somebody did: {@code details} is compact JSON without secrets; {@code origin} where the request came from. */
public record AuditEntry(Instant timestamp, String userId, String action, String resource, @Nullable String resourceId,
    String details, Origin origin) {

  /** The address and user agent of the request, null for the system itself. */
  public record Origin(@Nullable String ipAddress, @Nullable String userAgent) {
    /** The server itself. */
    public static final Origin SYSTEM = new Origin(null, null);
  }
}
