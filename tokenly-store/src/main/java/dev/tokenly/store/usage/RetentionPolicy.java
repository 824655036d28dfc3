package dev.tokenly.store.usage;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * How long records are kept: a default, overrides by service and by client id (of several that apply the longest wins),
 * and how long rollups outlive them.
 */
public record RetentionPolicy(Duration records, Map<String, Duration> byService, Map<String, Duration> byClient,
    Duration rollups) {
  public RetentionPolicy {
    byService = Map.copyOf(byService);
    byClient = Map.copyOf(byClient);
    if (rollups.compareTo(records) < 0) {
      throw new IllegalArgumentException("rollups must be kept at least as long as records");
    }
  }

  /** Records of that service and client older than this moment may go. */
  public Instant cutoff(String service, String clientId, Instant now) {
    Duration longest = records;
    for (Duration override : new Duration[] {byService.getOrDefault(service, Duration.ZERO),
      byClient.getOrDefault(clientId, Duration.ZERO)}) {
      longest = longest.compareTo(override) >= 0 ? longest : override;
    }
    return now.minus(longest);
  }
}
