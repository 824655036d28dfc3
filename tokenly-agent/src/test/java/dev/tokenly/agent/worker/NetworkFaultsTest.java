package dev.tokenly.agent.worker;

import static dev.tokenly.agent.worker.Workshop.lines;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.agent.BadNetwork;
import dev.tokenly.agent.BadNetwork.Trouble;
import dev.tokenly.agent.FakeServer;
import dev.tokenly.agent.link.ServerAddress;
import dev.tokenly.agent.link.ServerLink;
import dev.tokenly.agent.place.AgentFolders;
import dev.tokenly.agent.place.AgentLog;
import dev.tokenly.agent.place.LocalPolicy;
import dev.tokenly.model.protocol.ClientConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a network does to uploads: faults 20 to 23 of the list in {@code specs/01-agent.md}, over a relay that misbehaves. */
class NetworkFaultsTest {
  private static final AgentLog QUIET =
      new AgentLog(
          Clock.systemUTC(), new PrintStream(OutputStream.nullOutputStream()), null, false, AgentLog.Level.ERROR);

  @TempDir Path folder;
  private FakeServer server;
  private BadNetwork network;
  private Path logs;
  private long kilobytes;

  @BeforeEach
  void begin() throws IOException {
    server = new FakeServer();
    network = new BadNetwork(server.address());
    logs = Files.createDirectories(folder.resolve("logs"));
  }

  @AfterEach
  void end() throws IOException {
    network.close();
    server.close();
  }

  /** One scan by a worker that sends through the network. */
  private Thread scanning() throws IOException {
    WorkerAssembly.Site site =
        new WorkerAssembly.Site(
            AgentFolders.in(folder.resolve("data")), LocalPolicy.NONE, false, Clock.systemUTC(), QUIET);
    ServerLink link =
        new ServerLink(ServerAddress.parse(network.address(), false), "tka_x", null, Duration.ofSeconds(20));
    return Thread.ofPlatform()
        .start(
            () -> {
              try (WorkerAssembly parts = WorkerAssembly.of(site, link, "host")) {
                Worker worker = new Worker(parts, Clock.systemUTC(), QUIET, _ -> {});
                worker.configure(
                    ClientConfig.defaults()
                        .with(
                            Map.of("discovery_paths", Map.of("linux", List.of(logs.toString())), "tool_logs",
                                List.of("native"), "max_upload_kb_per_second", kilobytes)));
                worker.scan();
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
  }

  private static void join(Thread scan) throws InterruptedException {
    assertTrue(scan.join(Duration.ofSeconds(60)), "the scan never ended");
  }

  private void write(int from, int to) throws IOException {
    Files.writeString(logs.resolve("f" + from + ".jsonl"), lines(from, to));
  }

  /** Fault 20. */
  @Test
  void f20_what_was_written_while_the_network_was_down_arrives_when_it_is_back() throws Exception {
    network.is(Trouble.DOWN);
    write(0, 50);
    Thread scan = scanning();
    FakeServer.await("some tries", () -> network.connections() >= 3);
    assertEquals(0, server.lines().size());
    network.is(Trouble.NONE);
    join(scan);
    assertEquals(50, server.lines().size());
  }

  /** An upload that is refused as too large goes in two halves; each of the three begins when the ones before had their time. */
  @Test
  void no_more_leaves_in_a_second_than_is_allowed() throws Exception {
    kilobytes = 5;
    AtomicInteger uploads = new AtomicInteger();
    server.onIngest(
        _ -> uploads.incrementAndGet() == 1 ? FakeServer.error(413, "file_too_large") : FakeServer.accepted());
    write(0, 100);
    long began = System.nanoTime();
    join(scanning());
    assertEquals(3, uploads.get());
    double seconds = (System.nanoTime() - began) / 1e9;
    double sent = 1.5 * lines(0, 100).length(); // the whole and the first half, before the last one may begin
    assertTrue(seconds >= sent / 5_000, () -> seconds + " s for " + sent + " bytes");
    assertEquals(100, server.lines().size());
  }

  /** Fault 21. */
  @Test
  void f21_a_slow_network_that_resets_connections_gets_everything_through() throws Exception {
    network.is(Trouble.SLOW_WITH_RESETS);
    write(0, 500);
    join(scanning());
    for (int turn = 1; turn < 4; turn++) {
      write(turn * 500, turn * 500 + 100);
      join(scanning());
    }
    assertEquals(800, new HashSet<>(server.lines()).size());
  }

  /** Fault 22. The repetition carries the first one's id, so that the server answers it with the first one's result. */
  @Test
  void f22_an_upload_whose_answer_is_lost_is_repeated_under_its_own_id() throws Exception {
    network.is(Trouble.ANSWERS_LOST);
    write(0, 50);
    Thread scan = scanning();
    FakeServer.await("the upload, without its answer", () -> !server.uploads().isEmpty());
    network.is(Trouble.NONE);
    join(scan);
    assertTrue(server.uploads().size() >= 2);
    assertEquals(1, server.uploads().stream().map(upload -> upload.metadata().text("upload_id")).distinct().count());
    assertEquals(50, new HashSet<>(server.lines()).size());
  }

  /** Fault 23. */
  @Test
  void f23_an_upload_cut_in_the_middle_is_sent_again_whole() throws Exception {
    network.is(Trouble.REQUESTS_CUT);
    write(0, 500);
    Thread scan = scanning();
    FakeServer.await("a cut upload", () -> network.connections() >= 2);
    assertEquals(0, server.lines().size());
    network.is(Trouble.NONE);
    join(scan);
    assertEquals(500, server.lines().size());
  }
}
