package dev.tokenly.store.usage;

import java.time.Instant;
import java.util.List;

/** What applying a policy removed, or would remove: records and rollup rows, with the groups concerned. */
public record RetentionResult(long records, long rollupRows, List<Group> groups) {

  /** Records of one service on one client that are past their time. */
  public record Group(String service, String clientId, long records, Instant oldest, Instant cutoff) {}
}
