package dev.tokenly.model;

import org.jspecify.annotations.Nullable;

/** The ids of a merged record: both names a call is known by are kept, so that a third sighting is found by either. */
final class SightingIds {
  private SightingIds() {}

  static RecordId ids(UsageRecord won, UsageRecord lost) {
    RecordId id = won.id();
    Hash128 other = other(id.identity(), lost.id());
    return id.alternate() != null || other == null
        ? id
        : new RecordId(id.identity(), other, id.hash(), id.fromProvider());
  }

  private static @Nullable Hash128 other(Hash128 identity, RecordId id) {
    return id.identity().equals(identity) ? id.alternate() : id.identity();
  }

  static @Nullable String requestId(Attribution won, Attribution lost) {
    return won.requestId() != null ? won.requestId() : lost.requestId();
  }

  static @Nullable String alternateId(Attribution won, Attribution lost) {
    if (won.alternateRequestId() != null) {
      return won.alternateRequestId();
    }
    String requestId = lost.requestId();
    return requestId == null || requestId.equals(won.requestId()) ? lost.alternateRequestId() : requestId;
  }
}
