package dev.tokenly.model.protocol;

import dev.tokenly.model.json.Fields;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an agent did lately; every part is optional, counts are never negative. */
public record AgentStats(
    @Nullable Long filesUploadedToday,
    @Nullable Long directoriesMonitored,
    @Nullable Long errorsSinceLastHeartbeat,
    @Nullable Instant lastScanTime) {

  static AgentStats read(Fields fields) {
    return new AgentStats(
        ProtocolFields.optionalCount(fields, "files_uploaded_today"),
        ProtocolFields.optionalCount(fields, "directories_monitored"),
        ProtocolFields.optionalCount(fields, "errors_since_last_heartbeat"),
        fields.optionalTime("last_scan_time"));
  }

  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    ProtocolFields.put(map, "files_uploaded_today", filesUploadedToday);
    ProtocolFields.put(map, "directories_monitored", directoriesMonitored);
    ProtocolFields.put(map, "errors_since_last_heartbeat", errorsSinceLastHeartbeat);
    ProtocolFields.put(map, "last_scan_time", lastScanTime);
    return map;
  }
}
