package dev.tokenly.model.query;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Which usage a question is about: for each named dimension the values that count, an empty filter being everything. A
 * value may hold {@code *} as a wildcard ({@code claude-*}).
 */
public record UsageFilter(Map<Dimension, List<String>> allowed) {
  public static final UsageFilter ALL = new UsageFilter(Map.of());

  public UsageFilter {
    Map<Dimension, List<String>> copy = new EnumMap<>(Dimension.class);
    allowed.forEach(
        (dimension, values) -> {
          if (!values.isEmpty()) {
            copy.put(dimension, List.copyOf(values));
          }
        });
    allowed = Map.copyOf(copy);
  }

  /** Whether every dimension named is kept in the rollups, so that no record needs to be read. */
  public boolean answeredByRollups() {
    return allowed.keySet().stream()
        .noneMatch(d -> d == Dimension.SESSION_ID || d == Dimension.PROJECT || d == Dimension.SOURCE_FORMAT);
  }
}
