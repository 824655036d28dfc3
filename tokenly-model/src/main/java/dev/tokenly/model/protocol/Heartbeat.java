package dev.tokenly.model.protocol;

import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /api/heartbeat}: who an agent is and how it fares. */
public record Heartbeat(
    String clientHostname,
    Instant timestamp,
    Versions versions,
    WorkerStatus workerStatus,
    SystemInfo systemInfo,
    @Nullable AgentStats stats,
    AgentNotes notes) {

  public Heartbeat {
    ClientHostname.checked(clientHostname);
  }

  /** The versions of an agent's two halves. */
  public record Versions(String launcher, String worker) {}

  /** Reads a request body; throws {@link dev.tokenly.model.json.BadField} naming the missing or bad field. */
  public static Heartbeat read(Fields fields) {
    Fields stats = fields.optionalObject("stats");
    return new Heartbeat(
        ClientHostname.checked(fields.text("client_hostname")),
        fields.time("timestamp"),
        new Versions(fields.text("launcher_version"), fields.text("worker_version")),
        WorkerStatus.named(fields.text("worker_status")),
        SystemInfo.read(fields.object("system_info")),
        stats == null ? null : AgentStats.read(stats),
        AgentNotes.read(fields));
  }

  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("client_hostname", clientHostname);
    map.put("timestamp", timestamp.toString());
    map.put("launcher_version", versions.launcher());
    map.put("worker_version", versions.worker());
    map.put("worker_status", workerStatus.wireName());
    map.put("system_info", systemInfo.toMap());
    if (stats != null) {
      map.put("stats", stats.toMap());
    }
    map.putAll(notes.toMap());
    return map;
  }

  /** The body as it goes over the wire. */
  public String toJson() {
    return JsonText.write(toMap());
  }
}
