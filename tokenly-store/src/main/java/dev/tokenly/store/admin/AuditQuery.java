package dev.tokenly.store.admin;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A page of audit entries, newest first; empty sets and nulls match all. */
public record AuditQuery(@Nullable String userId, Set<String> actions, Set<String> resources,
    @Nullable String resourceId, Span span, int limit, long offset) {
  public AuditQuery {
    actions = Set.copyOf(actions);
    resources = Set.copyOf(resources);
  }

  /** From inclusive, to exclusive, each open when null. */
  public record Span(@Nullable Instant after, @Nullable Instant before) {
    /** All of time. */
    public static final Span ALL = new Span(null, null);
  }
}
