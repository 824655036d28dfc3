package dev.tokenly.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.Hash128;
import dev.tokenly.model.protocol.ClientConfig;
import dev.tokenly.model.protocol.HeartbeatReply;
import dev.tokenly.model.protocol.ReleaseManifest;
import dev.tokenly.model.protocol.ReleaseSignature;
import dev.tokenly.model.protocol.UpdateOffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes replaced by a server that offers releases, good ones and bad ones. */
class UpdateTest {
  @TempDir Path folder;
  private final KeyPair keys = ReleaseSignature.generate();
  private FakeServer server;

  @BeforeEach
  void begin() throws IOException {
    server = new FakeServer();
  }

  @AfterEach
  void end() {
    server.close();
  }

  private static byte[] jar(String entry, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes)) {
      jar.putNextEntry(new ZipEntry(entry));
      jar.write(content);
    }
    return bytes.toByteArray();
  }

  /** Offers a jar as a version, signed by a key. */
  private void offer(String version, long sequence, byte[] jar, KeyPair signer) {
    String sha256 = HexFormat.of().formatHex(Hash128.sha256().digest(jar));
    server.onDownload(jar);
    String manifest =
        new ReleaseManifest(version, "any", jar.length, sha256, sequence, Instant.now().plus(Duration.ofDays(1)))
            .toText();
    UpdateOffer.Release release =
        new UpdateOffer.Release(
            version, "/api/download/worker/" + version + "/any", "sha256:" + sha256, manifest,
            ReleaseSignature.sign(manifest, signer.getPrivate()), false, null);
    ClientConfig config =
        ClientConfig.defaults().with(Map.of("heartbeat_interval_seconds", 5L, "worker_timeout_seconds", 3L));
    server.onHeartbeat(
        new FakeServer.Reply(
            200,
            new HeartbeatReply.Approved(
                "c", config, new UpdateOffer(true, 24, release, ReleaseSignature.text(keys.getPublic())),
                Instant.now(), 1L)
                .toJson()));
  }

  private String lastWorkerVersion() {
    return server.heartbeats().getLast().text("worker_version");
  }

  @Test
  void a_good_release_is_taken_a_crashing_one_is_taken_back_and_a_forged_one_is_never_started() throws Exception {
    byte[] good = jar("good.txt", "more of the same".getBytes(StandardCharsets.UTF_8));
    offer("9.0.1", 1, good, keys);
    try (AgentProcess agent = AgentProcess.start(folder, "--server", server.address())) {
      FakeServer.await("the new worker", () -> !server.heartbeats().isEmpty() && lastWorkerVersion().equals("9.0.1"));
      Path worker = folder.resolve("data/tokenly-worker.jar");
      assertEquals(good.length, Files.size(worker));

      offer("9.0.2", 2, jar("dev/tokenly/agent/worker/WorkerMain.class", new byte[] {1, 2, 3}), keys);
      FakeServer.await("the report of the failure, after the minute of trial at the latest", Duration.ofSeconds(90),
          () -> server.heartbeats().stream().anyMatch(beat -> "9.0.2".equals(beat.values().get("failed_update"))));
      FakeServer.await("the old worker", () -> agent.hasWorker() && lastWorkerVersion().equals("9.0.1"));
      assertEquals("9.0.1", lastWorkerVersion());
      assertEquals(good.length, Files.size(worker));

      offer("9.0.3", 3, good, ReleaseSignature.generate());
      FakeServer.await("the refusal", () -> agent.output().contains("not by the key pinned"));
      offer("9.0.0", 1, good, keys);
      FakeServer.await("the refusal of an old one", () -> agent.output().contains("not newer than what runs"));
      assertEquals("9.0.1", lastWorkerVersion());
      int tries = agent.output().split("trying a new worker", -1).length - 1;
      assertEquals(2, tries, "a version that failed is not tried again");
      assertEquals(0, agent.stop());
    }
  }

  @Test
  void a_cut_or_lengthened_download_changes_nothing() throws Exception {
    byte[] good = jar("good.txt", new byte[100_000]);
    offer("9.0.1", 1, good, keys);
    server.onDownload(new byte[good.length + 5]);
    try (AgentProcess agent = AgentProcess.start(folder, "--server", server.address())) {
      FakeServer.await("the refusal", () -> agent.output().contains("longer than what was signed"));
      server.onDownload(new byte[good.length]);
      FakeServer.await("the other refusal", () -> agent.output().contains("not what was signed"));
      assertFalse(Files.exists(folder.resolve("data/tokenly-worker.jar")));
      assertTrue(agent.hasWorker());
    }
  }
}
