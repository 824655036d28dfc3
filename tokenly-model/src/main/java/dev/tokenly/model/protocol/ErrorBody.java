package dev.tokenly.model.protocol;

import dev.tokenly.model.json.Fields;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of every error a server answers: a code for programs, a sentence for people, details by name. */
public record ErrorBody(String code, String message, Map<String, Object> details, @Nullable String requestId) {

  /** Reads an answer's body; whatever is no error body of ours becomes code {@code http_<status>}. */
  public static ErrorBody read(int status, byte[] body) {
    Fields fields;
    try {
      fields = Fields.parse(body);
    } catch (IllegalArgumentException _) {
      return new ErrorBody("http_" + status, "the server answered " + status, Map.of(), null);
    }
    Fields details = fields.values().get("details") instanceof Map ? fields.optionalObject("details") : null;
    return new ErrorBody(
        ProtocolFields.textOr(fields, "error", "http_" + status),
        ProtocolFields.textOr(fields, "message", "the server answered " + status),
        details == null ? Map.of() : details.values(),
        fields.values().get("request_id") instanceof String id ? id : null);
  }
}
