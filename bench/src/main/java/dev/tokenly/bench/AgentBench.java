package dev.tokenly.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tokenly.model.protocol.ClientConfig;
import dev.tokenly.model.protocol.HeartbeatReply;
import dev.tokenly.model.protocol.UpdateOffer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * The agent's figures, measured on the real two processes against a server in this one that swallows uploads: start,
 * memory from {@code /proc}, processor time, the way of a line, shipping, and scanning many files.
 * Arguments: megabytes to ship (1000), files to scan (100000), idle seconds (20).
 */
public final class AgentBench implements AutoCloseable {
  private static final String LINE =
      "{\"timestamp\":\"2026-11-20T10:00:00.000Z\",\"service\":\"anthropic\",\"model\":\"claude-opus-5\",\"input_tokens\":%d,"
          + "\"output_tokens\":%d,\"cache_read_tokens\":18231,\"session_id\":\"5f1c8a52-1111-4a3e-9c1d-00000000000a\","
          + "\"request_id\":\"msg_%016d\",\"application\":\"bench\",\"project\":\"shop\"}\n";

  private final Path folder;
  private final HttpServer server;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong beats = new AtomicLong();

  private AgentBench(Path folder) throws IOException {
    this.folder = folder;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/api/heartbeat", this::beat);
    server.createContext("/api/ingest", this::swallow);
    server.start();
  }

  /** Prints the table. */
  public static void main(String[] arguments) throws Exception {
    long megabytes = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1000;
    int files = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100_000;
    int idle = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 20;
    Path folder = Files.createTempDirectory("tokenly-agent-bench");
    try (AgentBench bench = new AgentBench(folder)) {
      bench.run(megabytes, files, idle);
    } finally {
      delete(folder);
    }
  }

  private void run(long megabytes, int files, int idleSeconds) throws Exception {
    Path logs = Files.createDirectories(folder.resolve("logs"));
    long began = System.nanoTime();
    Process launcher = start();
    await(() -> beats.get() > 0);
    print("launcher's first beat", millis(began) + " ms after its start");
    await(() -> launcher.children().findAny().isPresent());
    ProcessHandle worker = launcher.children().findAny().orElseThrow();
    Path follow = logs.resolve("follow.jsonl");
    append(follow, 0, 1);
    await(() -> bytes.get() > 0);
    print("launcher's start to the first line shipped", millis(began) + " ms");
    print("a line, appended to arrived, median of 10", latency(follow) + " ms");
    Thread.sleep(idleSeconds * 1000L);
    idle(launcher, worker, idleSeconds);
    ship(logs, worker, megabytes);
    launcher.destroy();
    launcher.waitFor();
    scan(files);
  }

  private long latency(Path file) throws Exception {
    List<Long> times = new ArrayList<>();
    for (int turn = 1; turn <= 10; turn++) {
      Thread.sleep(1500);
      long before = bytes.get();
      long began = System.nanoTime();
      append(file, turn, turn + 1);
      await(() -> bytes.get() > before);
      times.add(millis(began));
    }
    times.sort(null);
    return times.get(times.size() / 2);
  }

  private static void idle(Process launcher, ProcessHandle worker, int seconds) throws Exception {
    long launcherTicks = ticks(launcher.pid());
    long workerTicks = ticks(worker.pid());
    Thread.sleep(seconds * 1000L);
    print("launcher idle", memory(launcher.pid()) + cpu(ticks(launcher.pid()) - launcherTicks, seconds));
    print("worker idle", memory(worker.pid()) + cpu(ticks(worker.pid()) - workerTicks, seconds));
  }

  private void ship(Path logs, ProcessHandle worker, long megabytes) throws Exception {
    Path aside = folder.resolve("big.jsonl");
    long size = 0;
    try (BufferedWriter out = Files.newBufferedWriter(aside)) {
      for (long number = 0; size < megabytes << 20; number++) {
        String line = LINE.formatted(number % 5000, number % 900, number);
        out.write(line);
        size += line.length();
      }
    }
    long before = bytes.get();
    long began = System.nanoTime();
    Files.move(aside, logs.resolve("big.jsonl"));
    long most = 0;
    while (bytes.get() - before < size * 95 / 100) {
      most = Math.max(most, field(worker.pid(), "Rss:"));
      Thread.sleep(100);
    }
    long millis = millis(began);
    print("shipping " + (size >> 20) + " MB of native lines", (size >> 20) * 1000 / millis + " MB/s");
    print("worker while shipping, most", most / 1024 + " MB RSS");
  }

  private void scan(int files) throws Exception {
    Path many = Files.createDirectories(folder.resolve("logs/many"));
    for (int number = 0; number < files; number++) {
      Path place = many.resolve("d" + number % 2000);
      if (number < 2000) {
        Files.createDirectory(place);
      }
      Files.writeString(place.resolve("f" + number + ".jsonl"), LINE.formatted(1, 2, 1_000_000_000L + number));
    }
    Process launcher = start();
    print("scan of " + files + " files, all new, with reading and shipping", scanned("\"changed\":" + files) + " ms");
    launcher.destroy();
    launcher.waitFor();
    Process again = start();
    print("scan of the same files after a restart", scanned("\"changed\":0") + " ms");
    again.destroy();
    again.waitFor();
  }

  /** The milliseconds of the first scan in the worker's log that says this. */
  private String scanned(String what) throws Exception {
    Path log = folder.resolve("data/logs/worker.log");
    while (true) {
      for (String line : Files.readAllLines(log)) {
        if (line.contains("scan done") && line.contains(what)) {
          Files.writeString(log, "");
          return line.replaceAll(".*\"milliseconds\":(\\d+).*", "$1");
        }
      }
      Thread.sleep(200);
    }
  }

  private Process start() throws IOException {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(
        List.of(
            "-XX:+UseSerialGC", "-XX:-UsePerfData", "-XX:TieredStopAtLevel=1", "-Xms4m", "-Xmx10m", "-Xmn1m",
            "-XX:TrimNativeHeapInterval=5000", "-Xlog:disable"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.tokenly.agent.launcher.LauncherMain"));
    command.addAll(
        List.of(
            "--server", "http://127.0.0.1:" + server.getAddress().getPort(), "--data-dir",
            folder.resolve("data").toString(), "--hostname", "bench"));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(Map.of("HOME", folder.resolve("home").toString(), "MALLOC_ARENA_MAX", "1"));
    return builder.redirectErrorStream(true).redirectOutput(folder.resolve("agent.out").toFile()).start();
  }

  private void beat(HttpExchange exchange) throws IOException {
    beats.incrementAndGet();
    ClientConfig config =
        ClientConfig.defaults()
            .with(
                Map.of(
                    "discovery_paths", Map.of("linux", List.of(folder.resolve("logs").toString())),
                    "tool_logs", List.of("native"),
                    "max_uploads_per_hour", 0L,
                    "max_files_per_scan", 1_000_000L,
                    "scan_timeout_seconds", 3600L));
    answer(exchange, new HeartbeatReply.Approved("c", config, UpdateOffer.NONE, Instant.now(), 10L).toJson());
  }

  private void swallow(HttpExchange exchange) throws IOException {
    byte[] buffer = new byte[256 * 1024];
    long read = 0;
    try (InputStream in = exchange.getRequestBody()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        read += count;
      }
    }
    answer(exchange, "{\"ingestion_id\":\"i\",\"status\":\"accepted\"}");
    bytes.addAndGet(read);
  }

  private static void answer(HttpExchange exchange, String body) throws IOException {
    byte[] utf8 = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, utf8.length);
    exchange.getResponseBody().write(utf8);
    exchange.close();
  }

  private static void append(Path file, int from, int to) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int number = from; number < to; number++) {
      lines.append(LINE.formatted(1, 2, 2_000_000_000L + number));
    }
    Files.writeString(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static String memory(long pid) throws IOException {
    return field(pid, "Rss:") / 1024 + " MB RSS, " + field(pid, "Pss:") / 1024 + " MB PSS";
  }

  private static long field(long pid, String name) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
      if (line.startsWith(name)) {
        return Long.parseLong(line.replaceAll("\\D+", ""));
      }
    }
    return 0;
  }

  private static long ticks(long pid) throws IOException {
    String[] stat = Files.readString(Path.of("/proc/" + pid + "/stat")).replaceAll(".*\\) ", "").split(" ", -1);
    return Long.parseLong(stat[11]) + Long.parseLong(stat[12]);
  }

  private static String cpu(long ticks, int seconds) {
    return ", %.2f %% of a core".formatted(ticks / 100.0 / seconds * 100);
  }

  private static long millis(long began) {
    return (System.nanoTime() - began) / 1_000_000;
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(2);
    }
  }

  private static void print(String what, String figure) {
    System.out.printf("%-60s %s%n", what, figure);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
