package dev.tokenly.model.protocol;

import dev.tokenly.model.json.Fields;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the messages share: optional counts, and maps that leave absent fields out. */
final class ProtocolFields {
  private ProtocolFields() {}

  static @Nullable Long optionalCount(Fields fields, String name) {
    return fields.has(name) ? fields.count(name) : null;
  }

  /** Null for a number the field does not hold; tolerant, for what a server says and an agent only shows. */
  static long numberOr(Fields fields, String name, long absent) {
    return fields.values().get(name) instanceof Number number ? number.longValue() : absent;
  }

  static String textOr(Fields fields, String name, String absent) {
    return fields.values().get(name) instanceof String text ? text : absent;
  }

  /** Tolerant as well. */
  static @Nullable Instant timeOrNull(Fields fields, String name) {
    try {
      return fields.optionalTime(name);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  static void put(Map<String, Object> map, String name, @Nullable Object value) {
    if (value != null) {
      map.put(name, value instanceof Instant time ? time.toString() : value);
    }
  }
}
