package dev.tokenly.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.json.Fields;
import dev.tokenly.proxy.settings.Output;
import dev.tokenly.proxy.settings.ProxySettings;
import dev.tokenly.proxy.upstream.FakeUpstream;
import dev.tokenly.proxy.upstream.RawClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where records go: hourly files the agent follows, and nothing lost to a kill, a full disk or a cap. */
class SpoolTest {
  private static final String CHAT = "/v1/chat/completions";
  private static final String PLAIN = "{\"model\":\"m\",\"messages\":[]}";
  private static final int KILLS = 3 * Integer.getInteger("tokenly.test.scale", 1);

  @TempDir Path data;

  private ProxySettings spooling(ProxySettings settings, long maxBytes, boolean failClosed) {
    Output.Spool spool = new Output.Spool(data.resolve("spool"), maxBytes, failClosed);
    return new ProxySettings(settings.listeners(), settings.keys(), settings.limits(), spool, settings.operation());
  }

  static List<Fields> spooled(Path folder) throws IOException {
    List<Fields> records = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".jsonl")).sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          records.add(Fields.parse(line.getBytes(StandardCharsets.UTF_8)));
        }
      }
    }
    return records;
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.call()) {
      assertTrue(System.nanoTime() < deadline, "waited too long");
      Thread.sleep(10);
    }
  }

  @Test
  void a_record_reaches_its_hours_file_within_two_seconds() throws Exception {
    try (ProxyRig rig =
        new ProxyRig((_, wire) -> wire.json(200, "{\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}"),
            settings -> spooling(settings, 1 << 20, false))) {
      RawClient.post(rig.port(), CHAT, PLAIN);
      long began = System.nanoTime();
      await(() -> spooled(data.resolve("spool")).size() == 1);
      assertTrue(Duration.ofNanos(System.nanoTime() - began).toMillis() < 2_000);
      try (Stream<Path> files = Files.list(data.resolve("spool"))) {
        assertTrue(files.anyMatch(file -> file.getFileName().toString().matches("proxy-[0-9]{8}T[0-9]{2}\\.jsonl")));
      }
    }
  }

  @Test
  void at_the_cap_the_oldest_acknowledged_file_goes_and_nothing_else() throws Exception {
    Path spool = Files.createDirectories(data.resolve("spool"));
    Path old = Files.writeString(spool.resolve("proxy-20250101T00.jsonl"), "{}\n".repeat(400));
    Path unread = Files.writeString(spool.resolve("proxy-20250102T00.jsonl"), "{}\n".repeat(10));
    Files.writeString(data.resolve("tokenly-cursors.7"), "00000000 {\"version\":1}\n11111111 {\"path\":\"" + old
        + "\",\"offset\":1200}\n22222222 {\"path\":\"" + unread + "\",\"offset\":12}\n");
    try (ProxyRig rig = new ProxyRig((_, wire) -> wire.json(200, "{}"), settings -> spooling(settings, 1_500, false))) {
      RawClient.post(rig.port(), CHAT, PLAIN);
      await(() -> !Files.exists(old));
      assertTrue(Files.exists(unread), "what the server has not acknowledged stays");
    }
  }

  @Test
  void a_full_spool_drops_loudly_or_refuses_by_policy() throws Exception {
    for (boolean failClosed : List.of(false, true)) {
      try (ProxyRig rig =
          new ProxyRig((_, wire) -> wire.json(200, "{}"), settings -> ProxyRig
              .withOperation(spooling(settings, 100, failClosed), new ProxySettings.Operation(true, 0, null, null)))) {
        assertEquals(200, RawClient.post(rig.port(), CHAT, PLAIN).status());
        int admin = rig.proxy.port("admin");
        await(() -> RawClient.get(admin, "/__tokenly/health").text().contains("\"degraded\""));
        assertTrue(RawClient.get(admin, "/__tokenly/metrics").text().contains("tokenly_proxy_records_dropped_total 1"));
        assertEquals(failClosed ? 503 : 200, RawClient.post(rig.port(), CHAT, PLAIN).status());
      }
    }
  }

  @Test
  void a_spool_that_cannot_be_made_is_said_at_once() throws Exception {
    Path file = Files.writeString(data.resolve("spool"), "a file");
    try (FakeUpstream upstream = new FakeUpstream((_, wire) -> wire.json(200, "{}"))) {
      ProxySettings settings = spooling(ProxyRig.settings(upstream), 1 << 20, false);
      assertThrows(IOException.class, () -> Proxy.start(settings, System.out, Map.of()).close(), file::toString);
    }
  }

  /**
   * The proxy runs in a process of its own and is killed at random while calls are under way; whatever had reached the
   * upstream is in the spool after the last start, once, with the upstream's counts wherever the whole answer was out.
   */
  @Test
  void no_call_is_lost_to_kills_at_random() throws Exception {
    Random random = new Random(42);
    Set<String> asked = ConcurrentHashMap.newKeySet();
    AtomicInteger number = new AtomicInteger();
    try (FakeUpstream upstream = new FakeUpstream((request, wire) -> {
      String mark = request.headers().get("x-session-id");
      asked.add(mark);
      wire.beginEvents();
      wire.chunk("data: {\"id\":\"chatcmpl-" + mark + "-abcdefgh\",\"model\":\"m\",\"choices\":[{\"delta\":{}}]}\n\n");
      Thread.sleep(random.nextInt(30));
      wire.chunk(
          "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":20}}\n\ndata: [DONE]\n\n");
      wire.endChunks();
    })) {
      for (int kill = 0; kill < KILLS; kill++) {
        Child child = Child.start(upstream, data.resolve("spool"));
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
          for (int client = 0; client < 16; client++) {
            Future<?> _ = clients.submit(() -> callUntilDead(child.port(), number));
          }
          Thread.sleep(200 + random.nextInt(1_500));
          child.process().destroyForcibly().waitFor();
        }
      }
      Child last = Child.start(upstream, data.resolve("spool"));
      last.process().destroy();
      last.process().waitFor();
    }
    Map<String, Fields> bySession = bySession(spooled(data.resolve("spool")));
    assertFalse(asked.isEmpty());
    Set<String> lost = new HashSet<>(asked);
    lost.removeAll(bySession.keySet());
    assertEquals(Set.of(), lost, "calls that reached the upstream without a record");
    assertTrue(
        bySession.values().stream().anyMatch(record -> record.object("metadata").text("end").equals("proxy_crash")),
        "no kill hit a call");
  }

  /** The record of each call, the one with the upstream's counts where a crash left two. */
  private static Map<String, Fields> bySession(Iterable<Fields> records) {
    Map<String, Fields> bySession = new HashMap<>();
    Set<String> ids = new HashSet<>();
    for (Fields record : records) {
      if (ids.add(record.text("request_id") + record.text("session_id"))) {
        bySession.merge(record.text("session_id"), record,
            (first, second) -> first.count("output_tokens") > 0 ? first : second);
      }
    }
    return bySession;
  }

  private static void callUntilDead(int port, AtomicInteger number) {
    while (true) {
      try (RawClient client = new RawClient(port)) {
        for (int call = 0; call < 50; call++) {
          client.send("POST", CHAT, Streams.CHAT_REQUEST.getBytes(StandardCharsets.UTF_8),
              "x-session-id: s" + number.incrementAndGet());
          if (!client.read().whole()) {
            return;
          }
        }
      } catch (IOException | RuntimeException _) {
        return;
      }
    }
  }

  /** A proxy in a process of its own. */
  record Child(Process process, int port) {
    static Child start(FakeUpstream upstream, Path spool) throws IOException {
      Process process =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1", "-Xmx128m",
              "-cp", System.getProperty("java.class.path"), ProxyProcess.class.getName(), upstream.uri().toString(),
              spool.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      return new Child(process, Integer.parseInt(String.valueOf(out.readLine())));
    }
  }
}
