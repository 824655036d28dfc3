package dev.tokenly.server.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** JSON objects as plain maps. */
final class ConfigJson {
  private ConfigJson() {}

  static Map<String, Object> copy(Map<?, ?> object) {
    Map<String, Object> copy = new LinkedHashMap<>();
    object.forEach((name, value) -> copy.put(String.valueOf(name), value));
    return copy;
  }

  /** The partial object over the whole: objects merge deeply, everything else replaces. */
  static Map<String, Object> merged(Map<String, Object> whole, Map<String, Object> partial) {
    Map<String, Object> merged = new LinkedHashMap<>(whole);
    partial.forEach(
        (name, value) -> merged.merge(
            name,
            value,
            (before, after) -> before instanceof Map<?, ?> one && after instanceof Map<?, ?> other
                ? merged(copy(one), copy(other))
                : after));
    return merged;
  }
}
