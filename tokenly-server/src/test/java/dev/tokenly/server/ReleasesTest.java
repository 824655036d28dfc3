package dev.tokenly.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.protocol.Ed25519;
import dev.tokenly.model.protocol.ReleaseManifest;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReleasesTest {
  private static final String KEY = "tka_" + "a".repeat(43);
  private static final String BYTES = "the worker's bytes";
  private final KeyPair keys = Ed25519.generate();
  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private TestServer.Answer publish(String version, KeyPair signer, String sent) throws Exception {
    String hash =
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(BYTES.getBytes(StandardCharsets.UTF_8)));
    String manifest =
        new ReleaseManifest(version, "any", BYTES.length(), hash, version.hashCode(),
            Instant.parse("2027-01-01T00:00:00Z")).toText();
    return server.call(
        "PUT", "/api/manage/releases/" + version + "/any", server.admin(), sent,
        "X-Tokenly-Manifest", Base64.getEncoder().encodeToString(manifest.getBytes(StandardCharsets.UTF_8)),
        "X-Tokenly-Signature", Ed25519.sign(manifest, signer.getPrivate()),
        "X-Tokenly-Public-Key", Ed25519.text(keys.getPublic()));
  }

  @Test
  void a_release_is_offered_and_downloaded_by_approved_machines_only() throws Exception {
    assertEquals(201, publish("2.0", keys, BYTES).status());
    server.beat("web-1", KEY);
    assertEquals(403, server.call("GET", "/api/download/worker/2.0/any", KEY, null).status());
    server.put("/api/manage/clients/web-1/approve", "{}");
    TestServer.Answer beat = server.beat("web-1", KEY);
    assertEquals("true", beat.at("update.available"));
    assertEquals("2.0", beat.at("update.version"));
    TestServer.Answer download = server.call("GET", beat.at("update.download_url"), KEY, null);
    assertEquals(BYTES, download.http().body());
    assertEquals("sha256:" + download.header("X-Checksum-SHA256"), beat.at("update.checksum"));
    assertEquals(Integer.toString(BYTES.length()), download.header("Content-Length"));
    TestServer.Answer missing = server.call("GET", "/api/download/worker/3.0/any", KEY, null);
    assertEquals("version_not_found", missing.text("error"));
    assertEquals("[2.0]", missing.at("details.available_versions"));
    assertEquals(401, server.call("GET", "/api/download/worker/2.0/any", null, null).status());
    assertEquals("1", server.get("/api/manage/audit?actions=update_publish").text("total"));
  }

  @Test
  void what_its_publisher_did_not_sign_is_refused() throws Exception {
    assertEquals(400, publish("2.0", Ed25519.generate(), BYTES).status());
    TestServer.Answer changed = publish("2.0", keys, BYTES.replace('w', 'v'));
    assertEquals("hash_mismatch", changed.text("error"));
    assertTrue(server.get("/api/manage/releases").http().body().contains("\"total\":0"));
  }
}
