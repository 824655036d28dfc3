package dev.tokenly.server.releases;

import dev.tokenly.model.protocol.ClientConfig;
import dev.tokenly.model.protocol.ConfigKey;
import dev.tokenly.model.protocol.Ed25519;
import dev.tokenly.model.protocol.Heartbeat;
import dev.tokenly.model.protocol.ReleaseManifest;
import dev.tokenly.model.protocol.UpdateOffer;
import dev.tokenly.server.admin.Actor;
import dev.tokenly.server.admin.Administration;
import dev.tokenly.server.admin.Mirror;
import dev.tokenly.server.http.Refusal;
import dev.tokenly.server.http.Request;
import dev.tokenly.server.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/manage/releases} and {@code /api/download/worker}. The server only relays what its publisher signed offline:
 * it checks signature, length and hash when a release is published, and agents check them again.
 */
public final class ReleasesRoom {
  private static final long MAX_BYTES = 512L << 20;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private final Administration administration;
  private final Mirror<Release> releases;
  private final Path folder;
  private final Consumer<Request> downloaders;

  /** {@code downloaders} throws the refusal for a request that comes from no approved machine. */
  public ReleasesRoom(Administration administration, Path folder, Consumer<Request> downloaders)
      throws IOException {
    this.administration = administration;
    this.releases = new Mirror<>(Release.KIND, administration);
    this.folder = Files.createDirectories(folder);
    this.downloaders = downloaders;
  }

  /**
   * What the machine behind the heartbeat is offered under its config: the newest release for it, unless that is what runs
   * or failed there.
   */
  public UpdateOffer offer(ClientConfig config, Heartbeat beat) {
    boolean enabled = config.flag(ConfigKey.UPDATE_ENABLED);
    long hours = config.number(ConfigKey.UPDATE_CHECK_INTERVAL_HOURS);
    String platform = beat.systemInfo().os() + '-' + beat.systemInfo().arch();
    Optional<Release> newest =
        releases.all().stream()
            .filter(release -> release.runsOn(platform))
            .max(Comparator.comparingLong(release -> release.artifact().sequence()));
    String publicKey = newest.map(release -> release.signed().publicKey()).orElse(null);
    UpdateOffer.Release offered =
        newest
            .filter(_ -> enabled)
            .filter(release -> !release.artifact().version().equals(beat.versions().worker()))
            .filter(release -> !release.artifact().version().equals(beat.notes().failedUpdate()))
            .map(ReleasesRoom::offered)
            .orElse(null);
    return new UpdateOffer(enabled, hours, offered, publicKey);
  }

  private static UpdateOffer.Release offered(Release release) {
    Release.Artifact artifact = release.artifact();
    return new UpdateOffer.Release(
        artifact.version(),
        "/api/download/worker/" + artifact.version() + '/' + artifact.platform(),
        "sha256:" + artifact.sha256(),
        release.signed().manifest(),
        release.signed().signature(),
        release.required(),
        release.notes());
  }

  public Response list(Request request) {
    List<Map<String, @Nullable Object>> shown =
        releases.all().stream()
            .sorted(Comparator.comparingLong((Release release) -> release.artifact().sequence()).reversed())
            .map(ReleasesRoom::view)
            .toList();
    return Response.json(Map.of("releases", request.query().page(shown), "total", shown.size()));
  }

  private static Map<String, @Nullable Object> view(Release release) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("version", release.artifact().version());
    view.put("platform", release.artifact().platform());
    view.put("size_bytes", release.artifact().length());
    view.put("checksum", "sha256:" + release.artifact().sha256());
    view.put("sequence", release.artifact().sequence());
    view.put("required", release.required());
    view.put("release_notes", release.notes());
    view.put("published_at", release.published().at());
    view.put("published_by", release.published().by());
    return view;
  }

  /**
   * Publishes the body under the path's version and platform; the headers {@code X-Tokenly-Manifest} (base64 of its text),
   * {@code X-Tokenly-Signature} and {@code X-Tokenly-Public-Key} prove it.
   */
  public Response publish(Request request) throws IOException {
    String version = checkedName("version", request.pathValue("version"));
    String platform = checkedName("platform", request.pathValue("platform"));
    Release.Signed signed = signed(request);
    ReleaseManifest manifest = checkedManifest(signed, version, platform);
    Path draft = Files.createTempFile(folder, "incoming", ".part");
    try {
      receive(request, draft, manifest);
      Files.move(draft, file(version, platform), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
    boolean required = request.query().flag("required");
    String notes = request.query().text("notes").orElse(null);
    Release.Artifact artifact =
        new Release.Artifact(version, platform, manifest.length(), manifest.sha256(), manifest.sequence());
    Release release =
        administration.change(
            Actor.of(request),
            change -> {
              Release.Published published = new Release.Published(change.now(), change.actor().userId());
              Release made = new Release(artifact, signed, required, notes, published);
              releases.put(change, Release.key(version, platform), made);
              change.audit("update_publish", "system", Release.key(version, platform),
                  Map.of("checksum", "sha256:" + manifest.sha256()));
              return made;
            });
    return Response.json(201, view(release));
  }

  private static String checkedName(String field, String name) {
    if (!NAME.matcher(name).matches()) {
      throw Refusal.invalid(field, "1 to 64 letters, digits, '.', '_' or '-' are needed");
    }
    return name;
  }

  private static Release.Signed signed(Request request) {
    try {
      byte[] manifest = Base64.getDecoder().decode(header(request, "X-Tokenly-Manifest"));
      return new Release.Signed(
          new String(manifest, StandardCharsets.UTF_8), header(request, "X-Tokenly-Signature"),
          header(request, "X-Tokenly-Public-Key"));
    } catch (IllegalArgumentException _) {
      throw Refusal.invalid("X-Tokenly-Manifest", "base64 is needed");
    }
  }

  private static String header(Request request, String name) {
    return request.header(name).orElseThrow(() -> Refusal.invalid(name, "missing"));
  }

  private ReleaseManifest checkedManifest(Release.Signed signed, String version, String platform) {
    if (!Ed25519.verifies(signed.manifest(), signed.signature(), signed.publicKey())) {
      throw Refusal.invalid("X-Tokenly-Signature", "the signature is not the key's over this manifest");
    }
    boolean isOtherKey = releases.all().stream().anyMatch(one -> !one.signed().publicKey().equals(signed.publicKey()));
    if (isOtherKey) {
      throw Refusal.conflict("conflict", "earlier releases were signed with another key, which agents have pinned");
    }
    try {
      ReleaseManifest manifest = ReleaseManifest.parse(signed.manifest());
      if (!manifest.version().equals(version) || !manifest.platform().equals(platform)) {
        throw Refusal.invalid("X-Tokenly-Manifest", "it is for " + manifest.version() + " on " + manifest.platform());
      }
      return manifest;
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("X-Tokenly-Manifest", String.valueOf(e.getMessage()));
    }
  }

  private static void receive(Request request, Path draft, ReleaseManifest manifest) throws IOException {
    MessageDigest digest = sha256();
    long length;
    try (InputStream body = request.body(MAX_BYTES);
        OutputStream out = new DigestOutputStream(Files.newOutputStream(draft), digest)) {
      length = body.transferTo(out);
    }
    String hash = HexFormat.of().formatHex(digest.digest());
    if (length != manifest.length() || !hash.equals(manifest.sha256())) {
      throw Refusal.of(400, "hash_mismatch", "the bytes are not those of the manifest");
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private Path file(String version, String platform) {
    return folder.resolve(version + '-' + platform);
  }

  public Response withdraw(Request request) {
    String key = Release.key(request.pathValue("version"), request.pathValue("platform"));
    if (releases.find(key).isEmpty()) {
      throw Refusal.notFound("release", key);
    }
    administration.change(
        Actor.of(request),
        change -> {
          change.audit("update_withdraw", "system", key, Map.of());
          return releases.remove(change, key);
        });
    return Response.json(
        Map.of("version", request.pathValue("version"), "platform", request.pathValue("platform"), "withdrawn", true));
  }

  /** Streams a release to an approved machine. */
  public Response download(Request request) throws IOException {
    downloaders.accept(request);
    String version = request.pathValue("version");
    String platform = request.pathValue("platform");
    Release release =
        releases.find(Release.key(version, platform))
            .or(() -> releases.find(Release.key(version, "any")))
            .orElseThrow(() -> unknown(version, platform));
    Path file = file(version, release.artifact().platform());
    String name = "tokenly-worker-" + version + '-' + platform;
    return Response.stream("application/octet-stream", out -> Files.copy(file, out))
        .withHeader("Content-Length", Long.toString(Files.size(file)))
        .withHeader("Content-Disposition", "attachment; filename=\"" + name + '"')
        .withHeader("X-Checksum-SHA256", release.artifact().sha256());
  }

  private Refusal unknown(String version, String platform) {
    List<String> versions = releases.all().stream().map(one -> one.artifact().version()).distinct().sorted().toList();
    List<String> platforms = releases.all().stream().map(one -> one.artifact().platform()).distinct().sorted().toList();
    return Refusal.of(404, "version_not_found", "there is no worker " + version + " for " + platform)
        .withDetails(Map.of("available_versions", versions, "available_platforms", platforms));
  }
}
