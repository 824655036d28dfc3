package dev.tokenly.model.protocol;

import dev.tokenly.model.json.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code update} part of a heartbeat's answer: whether workers may be replaced, how often to look, and the release on
 * offer, if any. The public key is the one an agent pins at its first approval.
 */
public record UpdateOffer(
    boolean enabled, long checkIntervalHours, @Nullable Release release, @Nullable String publicKey) {
  public static final UpdateOffer NONE = new UpdateOffer(false, 24, null, null);

  /**
   * A release: the download path or address, {@code sha256:<hex>}, the manifest's signed text and its base64 signature, and
   * whether it is required (only then may it be older than what runs).
   */
  public record Release(
      String version,
      String downloadUrl,
      String checksum,
      @Nullable String manifest,
      @Nullable String signature,
      boolean required,
      @Nullable String notes) {}

  static UpdateOffer read(@Nullable Fields fields) {
    if (fields == null) {
      return NONE;
    }
    return new UpdateOffer(
        fields.flag("enabled", false),
        fields.number("check_interval_hours", 24),
        fields.flag("available", false) ? release(fields) : null,
        fields.optionalText("public_key"));
  }

  private static Release release(Fields fields) {
    String address = fields.optionalText("download_url");
    return new Release(
        fields.text("version"),
        address == null ? fields.text("url") : address,
        fields.text("checksum"),
        fields.optionalText("manifest"),
        fields.optionalText("signature"),
        fields.flag("required", false),
        fields.optionalText("release_notes"));
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("enabled", enabled);
    map.put("available", release != null);
    if (release != null) {
      map.put("version", release.version());
      map.put("download_url", release.downloadUrl());
      map.put("url", release.downloadUrl());
      map.put("checksum", release.checksum());
      ProtocolFields.put(map, "manifest", release.manifest());
      ProtocolFields.put(map, "signature", release.signature());
      map.put("required", release.required());
      ProtocolFields.put(map, "release_notes", release.notes());
    }
    map.put("check_interval_hours", checkIntervalHours);
    ProtocolFields.put(map, "public_key", publicKey);
    return map;
  }
}
