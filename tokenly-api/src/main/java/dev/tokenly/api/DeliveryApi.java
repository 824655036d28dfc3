package dev.tokenly.api;

import dev.tokenly.model.protocol.Heartbeat;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a machine tells a server, with the machine's own key as its login: that it lives, and what was used on it. */
public final class DeliveryApi {
  private final ServerApi api;

  DeliveryApi(ServerApi api) {
    this.api = api;
  }

  /** Says that a machine lives; the answer says whether it is approved. */
  public Answer heartbeat(Heartbeat heartbeat) {
    byte[] body = heartbeat.toJson().getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = Map.of("Content-Type", "application/json");
    return api.send(new Request("POST", "/api/heartbeat", headers, whole(body)));
  }

  /** Delivers usage as native JSON lines. */
  public Answer ingest(String hostname, byte[] lines) {
    Map<String, String> headers = Map.of("Content-Type", "application/x-ndjson", "X-Tokenly-Hostname", hostname);
    return api.send(new Request("POST", "/api/ingest", headers, whole(lines.clone())));
  }

  private static Request.Body whole(byte[] body) {
    return new Request.Body(body.length, true, out -> out.write(body));
  }
}
