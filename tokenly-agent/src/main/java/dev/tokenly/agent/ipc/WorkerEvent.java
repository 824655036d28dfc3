package dev.tokenly.agent.ipc;

import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import dev.tokenly.model.protocol.AgentNotes;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the worker tells the launcher. */
public sealed interface WorkerEvent {

  record Started(String message) implements WorkerEvent {}

  record Stopped(String message) implements WorkerEvent {}

  record ConfigUpdated(String message) implements WorkerEvent {}

  /** How it goes: {@code state} is one of starting, scanning, processing, uploading, idle, error, stopping. */
  record Status(
      String state,
      @Nullable Instant lastScan,
      long filesFound,
      long filesProcessedToday,
      long uploadQueueSize,
      long errorsToday,
      long directories,
      News news)
      implements
        WorkerEvent {}

  /** What a status says beyond the usual: the last acknowledged upload, the last resync done, what may be missing. */
  record News(AgentNotes.@Nullable LastBatch lastBatch, @Nullable String resynced, @Nullable String gap) {
    public static final News NONE = new News(null, null, null);
  }

  /** Something an admin should see; {@code code} {@code unauthorized} asks for a heartbeat now. */
  record Problem(String code, String message, boolean fatal) implements WorkerEvent {}

  /** A scan ended. */
  record Scanned(long filesFound, long filesUploaded, long scanDurationMs) implements WorkerEvent {}

  /** The event's line, without a newline. */
  default String toLine() {
    Map<String, Object> map = new LinkedHashMap<>();
    switch (this) {
      case Started(var message) -> put(map, "started", message);
      case Stopped(var message) -> put(map, "stopped", message);
      case ConfigUpdated(var message) -> put(map, "config_updated", message);
      case Status status -> put(map, status);
      case Problem(var code, var message, var fatal) -> {
        put(map, "error", message);
        map.put("code", code);
        map.put("fatal", fatal);
      }
      case Scanned(var found, var uploaded, var millis) -> {
        map.put("type", "heartbeat");
        map.put("files_found", found);
        map.put("files_uploaded", uploaded);
        map.put("scan_duration_ms", millis);
      }
    }
    return JsonText.write(map);
  }

  private static void put(Map<String, Object> map, String type, String message) {
    map.put("type", type);
    map.put("message", message);
  }

  private static void put(Map<String, Object> map, Status status) {
    map.put("type", "status");
    map.put("state", status.state);
    if (status.lastScan != null) {
      map.put("last_scan", status.lastScan.toString());
    }
    map.put("files_found", status.filesFound);
    map.put("files_processed_today", status.filesProcessedToday);
    map.put("upload_queue_size", status.uploadQueueSize);
    map.put("errors_today", status.errorsToday);
    map.put("directories_monitored", status.directories);
    News news = status.news;
    if (news.lastBatch != null) {
      map.put("last_batch", news.lastBatch.toMap());
    }
    if (news.resynced != null) {
      map.put("resynced", news.resynced);
    }
    if (news.gap != null) {
      map.put("gap", news.gap);
    }
  }

  /** Reads a line; throws {@link IllegalArgumentException} for what is no event. */
  static WorkerEvent parse(String line) {
    Fields fields = Fields.of(JsonText.object(line));
    String message = fields.optionalText("message");
    String said = message == null ? "" : message;
    return switch (fields.text("type")) {
      case "started" -> new Started(said);
      case "stopped" -> new Stopped(said);
      case "config_updated" -> new ConfigUpdated(said);
      case "status" -> status(fields);
      case "error" -> {
        String code = fields.optionalText("code");
        yield new Problem(code == null ? "error" : code, said, fields.flag("fatal", false));
      }
      case "heartbeat" ->
          new Scanned(
              fields.number("files_found", 0),
              fields.number("files_uploaded", 0),
              fields.number("scan_duration_ms", 0));
      default -> throw fields.bad("type", "no such event");
    };
  }

  private static Status status(Fields fields) {
    return new Status(
        fields.text("state"),
        fields.optionalTime("last_scan"),
        fields.number("files_found", 0),
        fields.number("files_processed_today", 0),
        fields.number("upload_queue_size", 0),
        fields.number("errors_today", 0),
        fields.number("directories_monitored", 0),
        new News(
            AgentNotes.LastBatch.read(fields.optionalObject("last_batch")), fields.optionalText("resynced"),
            fields.optionalText("gap")));
  }
}
