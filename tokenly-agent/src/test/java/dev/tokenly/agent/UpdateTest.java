package dev.tokenly.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.Hash128;
import dev.tokenly.model.protocol.ClientConfig;
import dev.tokenly.model.protocol.Ed25519;
import dev.tokenly.model.protocol.HeartbeatReply;
import dev.tokenly.model.protocol.ReleaseManifest;
import dev.tokenly.model.protocol.UpdateOffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes replaced by a server that offers releases, good ones and bad ones. */
class UpdateTest {
  private static final long LOOK_AGAIN_NANOS = 50_000;

  @TempDir Path folder;
  private final KeyPair keys = Ed25519.generate();
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
    String sha256 = sha256(jar);
    server.onDownload(jar);
    String manifest =
        new ReleaseManifest(version, "any", jar.length, sha256, sequence, Instant.now().plus(Duration.ofDays(1)))
            .toText();
    UpdateOffer.Release release =
        new UpdateOffer.Release(
            version, "/api/download/worker/" + version + "/any", "sha256:" + sha256, manifest,
            Ed25519.sign(manifest, signer.getPrivate()), false, null);
    ClientConfig config =
        ClientConfig.defaults().with(Map.of("heartbeat_interval_seconds", 5L, "worker_timeout_seconds", 3L));
    server.onHeartbeat(
        new FakeServer.Reply(
            200,
            new HeartbeatReply.Approved(
                "c", config, new UpdateOffer(true, 24, release, Ed25519.text(keys.getPublic())),
                Instant.now(), 1L)
                .toJson()));
  }

  private void offerNothing() {
    HeartbeatReply reply =
        new HeartbeatReply.Approved("c", ClientConfig.defaults(), UpdateOffer.NONE, Instant.now(), 5L);
    server.onHeartbeat(new FakeServer.Reply(200, reply.toJson()));
  }

  private String lastWorkerVersion() {
    return server.heartbeats().getLast().text("worker_version");
  }

  @Test
  void f39_a_good_release_is_taken_a_crashing_one_is_taken_back_and_a_forged_one_is_never_started() throws Exception {
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

      offer("9.0.3", 3, good, Ed25519.generate());
      FakeServer.await("the refusal", () -> agent.output().contains("not by the key pinned"));
      offer("9.0.0", 1, good, keys);
      FakeServer.await("the refusal of an old one", () -> agent.output().contains("not newer than what runs"));
      assertEquals("9.0.1", lastWorkerVersion());
      int tries = agent.output().split("trying a new worker", -1).length - 1;
      assertEquals(2, tries, "a version that failed is not tried again");
      assertEquals(0, agent.stop());
    }
  }

  /** Fault 40 on real processes: at each step of a swap, and somewhere behind it. */
  @Test
  void f40_a_launcher_killed_anywhere_in_a_swap_leaves_the_one_whole_worker_that_ran_before() throws Exception {
    byte[] good = jar("good.txt", noise(20_000));
    offer("9.0.1", 1, good, keys);
    try (AgentProcess agent = AgentProcess.start(folder, "--server", server.address())) {
      FakeServer.await("the new worker", () -> !server.heartbeats().isEmpty() && lastWorkerVersion().equals("9.0.1"));
      assertEquals(0, agent.stop());
    }
    Random random = new Random(40);
    for (int round = 0; round < 8 * Integer.getInteger("tokenly.test.scale", 1); round++) {
      byte[] next = jar("next.txt", noise(30_000 + round));
      offer("9.1." + round, 10 + round, next, keys);
      killAt(steps(next).get(round % steps(next).size()), random.nextInt(2_000_000));
      byte[] active = Files.exists(active()) ? Files.readAllBytes(active()) : good;
      assertTrue(Arrays.equals(active, good) || Arrays.equals(active, next),
          "a worker that is neither, round " + round);

      offerNothing();
      int starts = starts();
      try (AgentProcess agent = AgentProcess.start(folder, "--server", server.address())) {
        FakeServer.await("the worker after the kill", () -> starts() > starts);
        assertEquals(1, agent.process().children().count());
        assertArrayEquals(good, Files.readAllBytes(active()));
        assertEquals(0, agent.stop());
      }
    }
  }

  private Path active() {
    return folder.resolve("data/tokenly-worker.jar");
  }

  /** What can be seen of a swap from outside, in the order in which it happens. */
  private List<Callable<Boolean>> steps(byte[] next) {
    Path state = folder.resolve("data/tokenly-state.json");
    return List.of(
        () -> Files.exists(folder.resolve("data/updates/" + sha256(next) + ".part")),
        () -> Files.readString(state).contains("update_before"),
        () -> !Files.exists(active()) || Files.size(active()) == next.length,
        () -> Files.exists(active()) && Files.size(active()) == next.length);
  }

  private static byte[] noise(int length) {
    byte[] noise = new byte[length];
    new Random(length).nextBytes(noise);
    return noise;
  }

  private static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(Hash128.sha256().digest(bytes));
  }

  /** Kills the launcher with signal 9 some nanoseconds after a step; its worker must follow by itself. */
  private void killAt(Callable<Boolean> step, int nanos) throws Exception {
    AgentProcess agent = AgentProcess.start(folder, "--server", server.address());
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!reached(step)) {
      assertTrue(System.nanoTime() < deadline, agent::output);
      LockSupport.parkNanos(LOOK_AGAIN_NANOS); // the processor is the agent's
    }
    long kill = System.nanoTime() + nanos;
    while (System.nanoTime() < kill) {
      Thread.onSpinWait();
    }
    List<ProcessHandle> children = agent.process().children().toList();
    agent.process().destroyForcibly().waitFor();
    FakeServer.await("the end of its worker", () -> children.stream().noneMatch(ProcessHandle::isAlive));
  }

  private static boolean reached(Callable<Boolean> step) throws Exception {
    try {
      return step.call();
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  private int starts() {
    try {
      return Files.readString(folder.resolve("agent.out")).split("worker is ready", -1).length;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void f39_n52_a_cut_or_lengthened_download_changes_nothing() throws Exception {
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
