package dev.tokenly.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which usage a question is about: times as the API takes them (RFC 3339, a date, {@code 7d}, {@code now}; null for the
 * server's default), the zone whose days count, and for each API filter name ({@code models}, {@code client_ids} …) the
 * allowed values, with {@code *} as a wildcard.
 */
public record UsageScope(
    @Nullable String start, @Nullable String end, @Nullable String zone, Map<String, List<String>> filters) {

  /** Everything in the server's default range. */
  public static final UsageScope ALL = new UsageScope(null, null, null, Map.of());

  public UsageScope {
    filters = Map.copyOf(filters);
  }

  /** The query parameters of this scope. */
  Query query() {
    Query query = new Query().with("start_time", start).with("end_time", end).with("tz", zone);
    filters.keySet().stream().sorted().forEach(name -> query.with(name, filters.getOrDefault(name, List.of())));
    return query;
  }
}
