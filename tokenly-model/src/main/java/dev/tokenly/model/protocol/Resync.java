package dev.tokenly.model.protocol;

import dev.tokenly.model.json.Fields;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A server that was put back from a backup asks for everything anew: what it acknowledged after {@code since} (null: at any
 * time) it may not have. Done once for each {@code id}.
 */
public record Resync(String id, @Nullable Instant since) {

  /** Reads what {@link #toMap} wrote as the field {@code resync}; null when there is none, or one that is something else. */
  public static @Nullable Resync read(Fields fields) {
    try {
      Fields resync = fields.optionalObject("resync");
      return resync == null ? null : new Resync(resync.text("id"), resync.optionalTime("since"));
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", id);
    ProtocolFields.put(map, "since", since);
    return map;
  }
}
