package dev.tokenly.api;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Workers that agents are offered: signed by their publisher, only relayed by the server. */
public final class ReleasesApi {
  private static final String RELEASES = "/api/manage/releases";
  private final ServerApi api;

  ReleasesApi(ServerApi api) {
    this.api = api;
  }

  /** A release as its publisher signed it; the public key is the one agents pin. */
  public record Signed(String version, String platform, String manifest, String signature, String publicKey) {}

  /** Publishes a worker's file of that many bytes; {@code required} makes machines take it even when it is older. */
  public Answer publish(Signed release, Path file, long length, boolean required, @Nullable String notes) {
    Query query = new Query().flag("required", required).with("notes", notes);
    String path = RELEASES + '/' + Query.segment(release.version()) + '/' + Query.segment(release.platform());
    String manifest = Base64.getEncoder().encodeToString(release.manifest().getBytes(StandardCharsets.UTF_8));
    Map<String, String> headers =
        Map.of(
            "Content-Type", "application/octet-stream",
            "X-Tokenly-Manifest", manifest,
            "X-Tokenly-Signature", release.signature(),
            "X-Tokenly-Public-Key", release.publicKey());
    Request.Body body = new Request.Body(length, false, out -> Files.copy(file, out));
    return api.send(new Request("PUT", query.on(path), headers, body), Duration.ofMinutes(10));
  }
}
