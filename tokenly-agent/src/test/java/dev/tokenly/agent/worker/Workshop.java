package dev.tokenly.agent.worker;

import dev.tokenly.agent.place.AgentFolders;
import dev.tokenly.agent.place.AgentLog;
import dev.tokenly.agent.place.LocalPolicy;
import dev.tokenly.agent.worker.ship.Batch;
import dev.tokenly.agent.worker.ship.Delivery;
import dev.tokenly.model.protocol.ClientConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A real worker over a folder of logs, whose uploads a test takes; it can be killed and made anew. */
final class Workshop implements AutoCloseable {
  private final Path logs;
  private final AgentFolders folders;
  private final Clock clock;
  private final Map<String, Object> config = new HashMap<>();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final List<String> arrived = new ArrayList<>();
  private final AtomicReference<Function<Batch, Delivery>> answer = new AtomicReference<>(_ -> taken());
  private WorkerAssembly parts;
  private Worker worker;

  Workshop(Path folder, Clock clock, Map<String, Object> config) throws IOException {
    this.logs = Files.createDirectories(folder.resolve("logs")).toRealPath();
    this.folders = AgentFolders.in(folder.resolve("data"));
    this.clock = clock;
    this.config.put("discovery_paths", Map.of("linux", List.of(logs.toString())));
    this.config.put("tool_logs", List.of("native"));
    this.config.putAll(config);
    begin();
  }

  Workshop(Path folder) throws IOException {
    this(folder, Clock.systemUTC(), Map.of());
  }

  static Delivery taken() {
    return new Delivery.Delivered(1);
  }

  private void begin() throws IOException {
    AgentLog log =
        new AgentLog(clock, new PrintStream(said, true, StandardCharsets.UTF_8), null, true, AgentLog.Level.INFO);
    parts =
        WorkerAssembly.with(
            new WorkerAssembly.Site(folders, LocalPolicy.NONE, false, clock, log), this::take);
    worker = new Worker(parts, clock, log, _ -> {});
    worker.configure(ClientConfig.defaults().with(config));
  }

  private Delivery take(Batch batch) {
    Delivery delivery = Objects.requireNonNull(answer.get()).apply(batch);
    if (delivery instanceof Delivery.Delivered) {
      synchronized (arrived) {
        batch.lines().toString().lines().forEach(arrived::add);
      }
    }
    return delivery;
  }

  /** What the server says to each upload from now on. */
  void onUpload(Function<Batch, Delivery> reply) {
    answer.set(reply);
  }

  /** The worker's memory is gone; what it had on disk is there. */
  void crash() throws IOException {
    parts.close();
    begin();
  }

  void scan() throws Exception {
    worker.scan();
  }

  Duration untilNextScan() {
    return worker.untilNextScan();
  }

  /** The server was put back from a backup and asks for everything. */
  void resend() throws IOException {
    worker.resend(null);
  }

  void goBack() {
    worker.goBack();
  }

  WorkerAssembly parts() {
    return parts;
  }

  Path log(String name) {
    return logs.resolve(name);
  }

  Path data(String name) {
    return folders.data().resolve(name);
  }

  static String line(int number) {
    return "{\"timestamp\":\"2026-11-20T10:00:00Z\",\"service\":\"openai\",\"model\":\"gpt-6-sol\",\"output_tokens\":1,"
        + "\"request_id\":\"r-" + number + "\"}\n";
  }

  static String lines(int from, int to) {
    StringBuilder lines = new StringBuilder();
    IntStream.range(from, to).forEach(number -> lines.append(line(number)));
    return lines.toString();
  }

  Path write(String name, String text) throws IOException {
    return Files.writeString(log(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** The numbers of the lines that arrived, sorted, each as often as it came. */
  List<Integer> arrived() {
    synchronized (arrived) {
      return arrived.stream().map(line -> Integer.valueOf(line.replaceAll(".*r-(\\d+)\".*", "$1"))).sorted().toList();
    }
  }

  int arrivedLines() {
    synchronized (arrived) {
      return arrived.size();
    }
  }

  static List<Integer> numbers(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    parts.close();
  }
}
