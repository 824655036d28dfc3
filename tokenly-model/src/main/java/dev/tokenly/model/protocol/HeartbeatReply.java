package dev.tokenly.model.protocol;

import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a server answers to a heartbeat; the switch over it is what the launcher does next. */
public sealed interface HeartbeatReply {

  /**
   * 200: work, with this config (a partial object over the defaults), send again what the server lost (null: nothing), and
   * beat again after the interval in seconds.
   */
  record Approved(
      String clientId,
      ClientConfig config,
      UpdateOffer update,
      @Nullable Resync resync,
      @Nullable Instant serverTime,
      @Nullable Long heartbeatIntervalSeconds)
      implements
        HeartbeatReply {
    /** An approval of a machine whose uploads are all there. */
    public Approved(
        String clientId, ClientConfig config, UpdateOffer update, @Nullable Instant serverTime,
        @Nullable Long heartbeatIntervalSeconds) {
      this(clientId, config, update, null, serverTime, heartbeatIntervalSeconds);
    }

    @Override
    public Map<String, Object> toMap() {
      Map<String, Object> map = known(clientId, true, serverTime);
      map.put("config", config.toMap());
      map.put("update", update.toMap());
      ProtocolFields.put(map, "resync", resync == null ? null : resync.toMap());
      ProtocolFields.put(map, "heartbeat_interval_seconds", heartbeatIntervalSeconds);
      return map;
    }
  }

  /** 202: registered, waiting for an admin; ask again after so many seconds. */
  record Pending(String clientId, String message, long retryAfterSeconds, @Nullable Instant serverTime)
      implements
        HeartbeatReply {
    @Override
    public Map<String, Object> toMap() {
      Map<String, Object> map = known(clientId, false, serverTime);
      map.put("message", message);
      map.put("retry_after_seconds", retryAfterSeconds);
      return map;
    }
  }

  /** 403: not this machine, or not with this key; {@code reason} is one of {@link RefusalReason}'s wire names. */
  record Refused(@Nullable String clientId, String reason, String message, @Nullable Instant serverTime)
      implements
        HeartbeatReply {
    @Override
    public Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      ProtocolFields.put(map, "client_id", clientId);
      map.put("approved", false);
      map.put("message", message);
      map.put("reason", reason);
      ProtocolFields.put(map, "server_time", serverTime);
      return map;
    }
  }

  /** Any other status, or none at all (0): come back later, with backoff. */
  record Unavailable(int status, String message, @Nullable Long retryAfterSeconds) implements HeartbeatReply {
    @Override
    public Map<String, Object> toMap() {
      return Map.of("error", "http_" + status, "message", message);
    }
  }

  /** The body's fields. */
  Map<String, Object> toMap();

  /** The body as it goes over the wire. */
  default String toJson() {
    return JsonText.write(toMap());
  }

  /** The HTTP status that carries this reply; 0 when no answer came. */
  default int status() {
    return switch (this) {
      case Approved _ -> 200;
      case Pending _ -> 202;
      case Refused _ -> 403;
      case Unavailable unavailable -> unavailable.status();
    };
  }

  /**
   * Reads an answer. A config that breaks a rule throws {@link dev.tokenly.model.json.BadField}; any other answer that
   * cannot be understood is {@link Unavailable}.
   */
  static HeartbeatReply read(int status, byte[] body, @Nullable Long retryAfter) {
    return switch (status) {
      case 200 -> approved(Fields.parse(body));
      case 202 -> pending(Fields.parse(body));
      case 403 -> refused(body);
      default -> new Unavailable(status, ErrorBody.read(status, body).message(), retryAfter);
    };
  }

  private static HeartbeatReply approved(Fields fields) {
    Fields config = fields.optionalObject("config");
    return new Approved(
        ProtocolFields.textOr(fields, "client_id", ""),
        config == null ? ClientConfig.defaults() : ClientConfig.defaults().with(config.values()),
        UpdateOffer.read(fields.optionalObject("update")),
        Resync.read(fields),
        fields.optionalTime("server_time"),
        fields.optionalNumber("heartbeat_interval_seconds"));
  }

  private static HeartbeatReply pending(Fields fields) {
    return new Pending(
        ProtocolFields.textOr(fields, "client_id", ""),
        ProtocolFields.textOr(fields, "message", "waiting for approval"),
        ProtocolFields.numberOr(fields, "retry_after_seconds", 3600),
        fields.optionalTime("server_time"));
  }

  private static HeartbeatReply refused(byte[] body) {
    ErrorBody error = ErrorBody.read(403, body);
    Fields fields = Fields.of(tolerant(body));
    String id = ProtocolFields.textOr(fields, "client_id", "");
    return new Refused(
        id.isEmpty() ? null : id, ProtocolFields.textOr(fields, "reason", error.code()), error.message(), null);
  }

  private static Map<String, Object> tolerant(byte[] body) {
    try {
      return JsonText.object(body);
    } catch (IllegalArgumentException _) {
      return Map.of();
    }
  }

  private static Map<String, Object> known(String clientId, boolean approved, @Nullable Instant serverTime) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("client_id", clientId);
    map.put("approved", approved);
    ProtocolFields.put(map, "server_time", serverTime);
    return map;
  }
}
