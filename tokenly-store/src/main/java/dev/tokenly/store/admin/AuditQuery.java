package dev.tokenly.store.admin;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A page of audit entries, newest first. */
public record AuditQuery(Which which, Span span, int limit, long offset) {
  /** The newest of all. */
  public static AuditQuery newest(int limit) {
    return new AuditQuery(Which.ANY, Span.ALL, limit, 0);
  }

  /** The same entries, from another one on. */
  public AuditQuery from(long other) {
    return new AuditQuery(which, span, limit, other);
  }

  /** What all of an entry must be; empty sets and nulls match all. */
  public record Which(
      @Nullable String userId,
      Set<String> actions,
      Set<String> resources,
      @Nullable String resourceId,
      @Nullable Search search) {
    /** Every entry. */
    public static final Which ANY = new Which(null, Set.of(), Set.of(), null, null);

    public Which {
      actions = Set.copyOf(actions);
      resources = Set.copyOf(resources);
    }
  }

  /** What is looked for in all that an entry tells: a part of it, or an expression of RE2; case does not matter. */
  public record Search(String text, boolean isExpression, boolean isInverse) {}

  /** From inclusive, to exclusive, each open when null. */
  public record Span(@Nullable Instant after, @Nullable Instant before) {
    /** All of time. */
    public static final Span ALL = new Span(null, null);
  }
}
