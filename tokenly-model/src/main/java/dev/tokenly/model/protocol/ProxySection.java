package dev.tokenly.model.protocol;

import dev.tokenly.model.json.BadField;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The metering proxy an agent shall run, as a server sends it: the settings of {@code docs/proxy.md}, empty for none. Only
 * their shape is checked here, the proxy itself reads them strictly. Settings that name files of the machine are refused:
 * those are its owner's to give.
 */
final class ProxySection {
  private static final Set<String> OWNERS = Set.of("spool_dir", "ca_file", "over_budget_file", "admin_port");
  private static final int MAX_LISTENERS = 64;
  private static final int MAX_DEPTH = 6;

  private ProxySection() {}

  /** The settings with every table a plain map; throws {@link BadField} naming what is wrong. */
  static Map<String, Object> checked(Object value) {
    Map<String, Object> settings = table("proxy", value, 0);
    for (String owners : OWNERS) {
      if (settings.containsKey(owners)) {
        throw new BadField("proxy." + owners, "can only be set on the machine itself");
      }
    }
    if (!settings.isEmpty()) {
      listeners(settings.get("listener"));
    }
    return settings;
  }

  private static void listeners(@Nullable Object value) {
    if (!(value instanceof List<?> list) || list.isEmpty() || list.size() > MAX_LISTENERS) {
      throw new BadField("proxy.listener", "not a list of 1 to " + MAX_LISTENERS + " listeners");
    }
    for (int number = 0; number < list.size(); number++) {
      String name = "proxy.listener[" + number + ']';
      if (!(list.get(number) instanceof Map<?, ?> listener)) {
        throw new BadField(name, "not a table");
      }
      boolean port =
          listener.get("port") instanceof Number given && given.longValue() >= 1 && given.longValue() <= 65_535;
      if (!port) {
        throw new BadField(name + ".port", "not a port between 1 and 65535");
      }
      if (!(listener.get("service") instanceof String service) || service.isBlank()) {
        throw new BadField(name + ".service", "missing");
      }
    }
  }

  private static Map<String, Object> table(String name, @Nullable Object value, int depth) {
    if (!(value instanceof Map<?, ?> map) || depth > MAX_DEPTH) {
      throw new BadField(name, "not a table of settings");
    }
    Map<String, Object> table = new TreeMap<>();
    map.forEach((key, inner) -> table.put(String.valueOf(key), plain(name + '.' + key, inner, depth + 1)));
    return table;
  }

  private static Object plain(String name, @Nullable Object value, int depth) {
    return switch (value) {
      case Map<?, ?> map -> table(name, map, depth);
      case List<?> list -> list.stream().map(inner -> plain(name, inner, depth + 1)).toList();
      case String text -> text;
      case Boolean flag -> flag;
      case Number number -> number;
      case null, default -> throw new BadField(name, "not a text, a number, true or false, a list or a table");
    };
  }
}
