package dev.tokenly.model.protocol;

import dev.tokenly.model.json.BadField;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a server tells an agent to do: every key of {@link ConfigKey} with a value within its range. Immutable; partial
 * objects are merged over it (objects deeply, arrays replace).
 */
public final class ClientConfig {
  private static final ClientConfig DEFAULTS = new ClientConfig(new EnumMap<>(ConfigKey.class));

  private final EnumMap<ConfigKey, Object> values;

  private ClientConfig(EnumMap<ConfigKey, Object> values) {
    this.values = values;
  }

  public static ClientConfig defaults() {
    return DEFAULTS;
  }

  /** Checks a partial config as an admin sets it; throws {@link BadField} naming the unknown, mistyped or outlying key. */
  public static void validate(Map<String, ?> partial) {
    for (String name : partial.keySet()) {
      if (ConfigKey.named(name) == null) {
        throw new BadField(name, "no such config key");
      }
    }
    DEFAULTS.with(partial);
  }

  /** This config with a partial object merged over it; unknown keys are ignored, a bad value throws {@link BadField}. */
  public ClientConfig with(Map<String, ?> partial) {
    EnumMap<ConfigKey, Object> merged = new EnumMap<>(values);
    partial.forEach(
        (name, value) -> {
          ConfigKey key = ConfigKey.named(name);
          if (key != null) {
            merged.put(key, merge(key, key.checked(value)));
          }
        });
    return new ClientConfig(merged);
  }

  private Object merge(ConfigKey key, Object value) {
    if (!(value instanceof Map<?, ?> lists) || key == ConfigKey.PROXY) {
      return value; // a proxy is described whole: half of two descriptions would be neither
    }
    Map<Object, Object> merged = new TreeMap<>((Map<?, ?>) value(key));
    merged.putAll(lists);
    return merged;
  }

  private Object value(ConfigKey key) {
    Object value = values.get(key);
    return value == null ? key.absent() : value;
  }

  /** A key that is true or false. */
  public boolean flag(ConfigKey key) {
    return (Boolean) value(key);
  }

  /** A key that is a whole number. */
  public long number(ConfigKey key) {
    return (Long) value(key);
  }

  /** A key that is one of several words. */
  public String choice(ConfigKey key) {
    return (String) value(key);
  }

  /** A key that is a list of texts. */
  public List<String> texts(ConfigKey key) {
    return ((List<?>) value(key)).stream().map(String.class::cast).toList();
  }

  /** The discovery paths of a platform ({@code linux}, {@code windows}, {@code darwin}). */
  public List<String> discoveryPaths(String platform) {
    Object paths = ((Map<?, ?>) value(ConfigKey.DISCOVERY_PATHS)).get(platform);
    return paths instanceof List<?> list ? list.stream().map(String.class::cast).toList() : List.of();
  }

  /** The metering proxy's settings ({@code docs/proxy.md}); empty when none shall run. */
  public Map<String, Object> proxy() {
    Map<String, Object> settings = new TreeMap<>();
    ((Map<?, ?>) value(ConfigKey.PROXY)).forEach((name, setting) -> settings.put(String.valueOf(name), setting));
    return settings;
  }

  public Duration heartbeatInterval() {
    return Duration.ofSeconds(number(ConfigKey.HEARTBEAT_INTERVAL_SECONDS));
  }

  public Duration workerTimeout() {
    return Duration.ofSeconds(number(ConfigKey.WORKER_TIMEOUT_SECONDS));
  }

  public Duration scanInterval() {
    return Duration.ofMinutes(number(ConfigKey.SCAN_INTERVAL_MINUTES));
  }

  public Duration tailInterval() {
    return Duration.ofSeconds(number(ConfigKey.TAIL_INTERVAL_SECONDS));
  }

  public Duration scanTimeout() {
    return Duration.ofSeconds(number(ConfigKey.SCAN_TIMEOUT_SECONDS));
  }

  public Duration maxFileAge() {
    return Duration.ofHours(number(ConfigKey.MAX_FILE_AGE_HOURS));
  }

  public Duration cleanupAfter() {
    return Duration.ofHours(number(ConfigKey.CLEANUP_AFTER_HOURS));
  }

  public Duration retryDelay() {
    return Duration.ofSeconds(number(ConfigKey.RETRY_DELAY_SECONDS));
  }

  /** True when this log format is to be collected. */
  public boolean collects(String format) {
    List<String> formats = texts(ConfigKey.TOOL_LOGS);
    return formats.contains("all") || formats.contains(format);
  }

  /** All keys with their values, in the table's order: a whole config as it goes over the wire. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    for (ConfigKey key : ConfigKey.values()) {
      map.put(key.wireName(), value(key));
    }
    return map;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClientConfig config && config.toMap().equals(toMap());
  }

  @Override
  public int hashCode() {
    return toMap().hashCode();
  }

  @Override
  public String toString() {
    return toMap().toString();
  }
}
