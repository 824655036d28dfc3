package dev.tokenly.server.care;

import dev.tokenly.store.usage.RetentionPolicy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How long usage is kept, in days: records by default, sums, and records of single services and clients (by id or host
 * name). Of several that apply the longest wins.
 */
record EffectivePolicy(
    long defaultRetentionDays, long aggregateRetentionDays, Map<String, Long> services, Map<String, Long> clients) {

  /** The most days any record is kept. */
  long longest() {
    return Stream.of(services, clients)
        .flatMap(some -> some.values().stream())
        .mapToLong(Long::longValue)
        .reduce(defaultRetentionDays, Math::max);
  }

  /** {@code hostnames} are all there are, by client id: a host that was removed and came back has several ids. */
  RetentionPolicy policy(Map<String, String> hostnames) {
    Map<String, Long> byId = new HashMap<>(clients);
    hostnames.forEach((id, hostname) -> {
      if (clients.containsKey(hostname)) {
        byId.merge(id, clients.get(hostname), Math::max);
      }
    });
    Duration records = Duration.ofDays(defaultRetentionDays);
    return new RetentionPolicy(records, days(services), days(byId), Duration.ofDays(aggregateRetentionDays));
  }

  private static Map<String, Duration> days(Map<String, Long> days) {
    return days.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> Duration.ofDays(entry.getValue())));
  }
}
