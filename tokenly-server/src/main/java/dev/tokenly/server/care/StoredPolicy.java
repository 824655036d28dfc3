package dev.tokenly.server.care;

import dev.tokenly.server.admin.Kind;
import dev.tokenly.store.admin.DocumentKind;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator has said of how long usage is kept, in days: of records and of sums nothing, where the configuration
 * decides, and of single services and clients (by id or host name).
 */
record StoredPolicy(
    @Nullable Long defaultRetentionDays,
    @Nullable Long aggregateRetentionDays,
    Map<String, Long> services,
    Map<String, Long> clients) {
  static final Kind<StoredPolicy> KIND = new Kind<>(DocumentKind.INSTALLATION, StoredPolicy.class);
  static final String KEY = "retention_policy";

  /** Nothing was said yet. */
  static final StoredPolicy NONE = new StoredPolicy(null, null, Map.of(), Map.of());

  StoredPolicy {
    services = Map.copyOf(services);
    clients = Map.copyOf(clients);
  }

  /** The policy with what the configuration says of the rest; sums are never kept shorter than records. */
  EffectivePolicy filled(long recordDays, long aggregateDays) {
    long records = defaultRetentionDays == null ? recordDays : defaultRetentionDays;
    EffectivePolicy policy = new EffectivePolicy(records, aggregateDays, services, clients);
    long sums = aggregateRetentionDays == null ? Math.max(policy.longest(), aggregateDays) : aggregateRetentionDays;
    return new EffectivePolicy(records, sums, services, clients);
  }
}
