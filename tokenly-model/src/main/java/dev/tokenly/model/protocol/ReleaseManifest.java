package dev.tokenly.model.protocol;

import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a release of the worker is, as its publisher signed it: version, platform ({@code linux-x64} … or {@code any}),
 * length in bytes, SHA-256 in hex, a sequence number that only grows, and when the offer expires (against freeze and
 * rollback attacks, after TUF 1.0.34).
 */
public record ReleaseManifest(
    String version, String platform, long length, String sha256, long sequence, Instant expires) {

  /** Reads the signed text; throws {@link IllegalArgumentException} naming what is wrong. */
  public static ReleaseManifest parse(String text) {
    Fields fields = Fields.of(JsonText.object(text));
    return new ReleaseManifest(
        fields.text("version"),
        fields.text("platform"),
        fields.count("length"),
        fields.text("sha256"),
        fields.count("sequence"),
        fields.time("expires"));
  }

  /** The text to sign and to send; its bytes are what the signature covers. */
  public String toText() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("version", version);
    map.put("platform", platform);
    map.put("length", length);
    map.put("sha256", sha256);
    map.put("sequence", sequence);
    map.put("expires", expires.toString());
    return JsonText.write(map);
  }
}
