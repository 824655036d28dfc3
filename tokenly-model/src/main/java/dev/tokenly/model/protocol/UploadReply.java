package dev.tokenly.model.protocol;

import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a server answers to an upload; the switch over it is the agent's retry policy. */
public sealed interface UploadReply {

  /** 200: durable since {@code receivedAt} by the server's clock; the bytes survive a kill and a power loss of the server. */
  record Accepted(String ingestionId, long fileSizeBytes, long lineCount, String message, @Nullable Instant receivedAt)
      implements
        UploadReply {
    public String toJson() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("ingestion_id", ingestionId);
      map.put("status", "accepted");
      map.put("file_size_bytes", fileSizeBytes);
      map.put("line_count", lineCount);
      map.put("message", message);
      ProtocolFields.put(map, "received_at", receivedAt);
      return JsonText.write(map);
    }
  }

  /** 400, 415, 422: these bytes will never be accepted. */
  record Rejected(int status, ErrorBody error) implements UploadReply {}

  /** 401 or 403: this machine may not upload now. */
  record Unauthorized(int status, ErrorBody error) implements UploadReply {}

  /** 413: send less at a time. */
  record TooLarge(long maxSizeMb, long actualSizeMb) implements UploadReply {}

  /** 429: again after so many seconds. */
  record Busy(long retryAfterSeconds) implements UploadReply {}

  /** 5xx, or no answer at all (status 0): again later, with backoff, for ever. */
  record Unavailable(int status, String reason, @Nullable Long retryAfterSeconds) implements UploadReply {}

  /** Reads an answer; one that cannot be understood is {@link Unavailable}, so nothing is ever taken for stored. */
  static UploadReply read(int status, byte[] body, @Nullable Long retryAfter) {
    ErrorBody error = status == 200 ? null : ErrorBody.read(status, body);
    if (error == null) {
      return accepted(body);
    }
    return switch (status) {
      case 400, 415, 422 -> new Rejected(status, error);
      case 401, 403 -> new Unauthorized(status, error);
      case 413 -> tooLarge(error);
      case 429 -> new Busy(retryAfter == null ? 60 : retryAfter);
      default -> new Unavailable(status, error.message(), retryAfter);
    };
  }

  private static UploadReply accepted(byte[] body) {
    try {
      Fields fields = Fields.parse(body);
      return new Accepted(
          fields.text("ingestion_id"),
          ProtocolFields.numberOr(fields, "file_size_bytes", 0),
          ProtocolFields.numberOr(fields, "line_count", 0),
          ProtocolFields.textOr(fields, "message", ""),
          ProtocolFields.timeOrNull(fields, "received_at"));
    } catch (IllegalArgumentException e) {
      return new Unavailable(200, "the server's 200 is not an acceptance: " + e.getMessage(), null);
    }
  }

  private static UploadReply tooLarge(ErrorBody error) {
    Fields details = Fields.of(error.details());
    return new TooLarge(
        ProtocolFields.numberOr(details, "max_size_mb", 0), ProtocolFields.numberOr(details, "actual_size_mb", 0));
  }
}
