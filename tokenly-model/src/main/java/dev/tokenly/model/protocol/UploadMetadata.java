package dev.tokenly.model.protocol;

import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code metadata} part of {@code POST /api/ingest}. {@code uploadId} makes a repeated upload answer with the first
 * one's result; {@code collectedAt} may be absent, because older agents leave it out.
 */
public record UploadMetadata(
    String clientHostname, @Nullable Instant collectedAt, FileInfo fileInfo, @Nullable String uploadId) {

  public UploadMetadata {
    ClientHostname.checked(clientHostname);
  }

  /** Reads the part; throws {@link dev.tokenly.model.json.BadField} naming the missing or bad field. */
  public static UploadMetadata read(Fields fields) {
    return new UploadMetadata(
        ClientHostname.checked(fields.text("client_hostname")),
        fields.optionalTime("collected_at"),
        FileInfo.read(fields.object("file_info")),
        fields.optionalText("upload_id"));
  }

  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("client_hostname", clientHostname);
    ProtocolFields.put(map, "collected_at", collectedAt);
    ProtocolFields.put(map, "upload_id", uploadId);
    map.put("file_info", fileInfo.toMap());
    return map;
  }

  /** The part as it goes over the wire. */
  public String toJson() {
    return JsonText.write(toMap());
  }
}
