package dev.tokenly.server.care;

import dev.tokenly.server.admin.Kind;
import dev.tokenly.store.admin.DocumentKind;
import dev.tokenly.store.usage.RetentionPolicy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How long usage is kept, in days: records by default, sums, and records of single services and clients (by id or host
 * name). Of several that apply the longest wins.
 */
record StoredPolicy(
    long defaultRetentionDays, long aggregateRetentionDays, Map<String, Long> services, Map<String, Long> clients) {
  static final Kind<StoredPolicy> KIND = new Kind<>(DocumentKind.INSTALLATION, StoredPolicy.class);
  static final String KEY = "retention_policy";

  StoredPolicy {
    services = Map.copyOf(services);
    clients = Map.copyOf(clients);
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
