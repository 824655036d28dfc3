package dev.tokenly.agent.ipc;

import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import dev.tokenly.model.protocol.Resync;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the launcher tells the worker. */
public sealed interface WorkerCommand {

  /** Work with this config; also: uploads are welcome again. */
  record Start(Map<String, Object> config) implements WorkerCommand {}

  record UpdateConfig(Map<String, Object> config) implements WorkerCommand {}

  /** Stop scanning and uploading, but stay. */
  record Stop() implements WorkerCommand {}

  /** Forget what is in memory, take up the work from the cursors. */
  record Restart() implements WorkerCommand {}

  /** Send everything anew: the server was put back from a backup. */
  record Resend(Resync resync) implements WorkerCommand {}

  /** Say how it goes: also the sign of life the launcher waits for. */
  record Status() implements WorkerCommand {}

  /** Finish or abandon what is in flight, then exit. */
  record Shutdown() implements WorkerCommand {}

  /** The command's line, without a newline. */
  default String toLine() {
    Map<String, Object> map = new LinkedHashMap<>();
    switch (this) {
      case Start(var config) -> put(map, "start", config);
      case UpdateConfig(var config) -> put(map, "update_config", config);
      case Stop() -> map.put("command", "stop");
      case Restart() -> map.put("command", "restart");
      case Resend(var resync) -> {
        map.put("command", "resync");
        map.put("resync", resync.toMap());
      }
      case Status() -> map.put("command", "status");
      case Shutdown() -> map.put("command", "shutdown");
    }
    return JsonText.write(map);
  }

  private static void put(Map<String, Object> map, String command, Map<String, Object> config) {
    map.put("command", command);
    map.put("config", config);
  }

  /** Reads a line; throws {@link IllegalArgumentException} for what is no command. */
  static WorkerCommand parse(String line) {
    Fields fields = Fields.of(JsonText.object(line));
    return switch (fields.text("command")) {
      case "start" -> new Start(config(fields));
      case "update_config" -> new UpdateConfig(config(fields));
      case "stop" -> new Stop();
      case "restart" -> new Restart();
      case "resync" -> new Resend(resync(fields));
      case "status", "get_status" -> new Status();
      case "shutdown" -> new Shutdown();
      default -> throw fields.bad("command", "no such command");
    };
  }

  private static Resync resync(Fields fields) {
    Resync resync = Resync.read(fields);
    if (resync == null) {
      throw fields.bad("resync", "missing");
    }
    return resync;
  }

  private static Map<String, Object> config(Fields fields) {
    Fields config = fields.optionalObject("config");
    return config == null ? Map.of() : config.values();
  }
}
