package dev.tokenly.bench.agent;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * The agent's two processes against a server's real upload endpoint and journal. Arguments, in any order: {@code ship=MB}
 * (1000), {@code scan=FILES} (100000), {@code idle=SECONDS} (20), {@code files=COUNT} (10000) that lie still meanwhile,
 * {@code folder=DIR}; a 0 leaves a part out.
 */
public final class AgentBench implements AutoCloseable {
  private static final String LINE =
      "{\"timestamp\":\"2026-11-20T10:00:00.000Z\",\"service\":\"anthropic\",\"model\":\"claude-opus-5\",\"input_tokens\":%d,"
          + "\"output_tokens\":%d,\"cache_read_tokens\":18231,\"session_id\":\"5f1c8a52-1111-4a3e-9c1d-00000000000a\","
          + "\"request_id\":\"msg_%016d\",\"application\":\"bench\",\"project\":\"shop\"}\n";

  private final Path folder;
  private final Path logs;
  private final JournalServer server;

  private AgentBench(Path folder) throws IOException {
    this.folder = folder;
    this.logs = Files.createDirectories(folder.resolve("logs"));
    this.server = new JournalServer(folder, logs);
  }

  /** Prints the table. */
  public static void main(String[] arguments) throws Exception {
    Path under = Path.of(argument(arguments, "folder", System.getProperty("java.io.tmpdir")));
    Path folder = Files.createTempDirectory(under, "tokenly-agent-bench");
    try (AgentBench bench = new AgentBench(folder)) {
      bench.follow(number(arguments, "files", 10_000), number(arguments, "idle", 20));
      bench.ship(number(arguments, "ship", 1000));
      bench.scan(number(arguments, "scan", 100_000));
    } finally {
      delete(folder);
    }
  }

  private static int number(String[] arguments, String name, int absent) {
    return Integer.parseInt(argument(arguments, name, Integer.toString(absent)));
  }

  private static String argument(String[] arguments, String name, String absent) {
    return Arrays.stream(arguments)
        .filter(argument -> argument.startsWith(name + '='))
        .map(argument -> argument.substring(name.length() + 1))
        .findFirst()
        .orElse(absent);
  }

  private void follow(int files, int idleSeconds) throws Exception {
    many(files, files / 50 + 1, "still");
    long began = System.nanoTime();
    try (AgentPair agent = new AgentPair(folder, server.port())) {
      await(() -> server.beats() > 0);
      print("launcher: start to first heartbeat", millis(began) + " ms");
      awaitWorker("worker is ready", "");
      print("worker ready, since the launcher's start", millis(began) + " ms");
      scanned("\"changed\":" + files);
      Path file = logs.resolve("follow.jsonl");
      append(file, 0);
      print("a line, written to durable on the server, of 20", latency(file));
      if (idleSeconds > 0) {
        idle(agent, idleSeconds, files);
      }
    }
  }

  private String latency(Path file) throws Exception {
    List<Long> times = new ArrayList<>();
    for (int turn = 1; turn <= 20; turn++) {
      Thread.sleep(700);
      long before = server.bytes();
      long began = System.nanoTime();
      append(file, turn);
      await(() -> server.bytes() > before);
      times.add(millis(began));
    }
    times.sort(null);
    return "median " + times.get(10) + " ms, longest " + times.getLast() + " ms";
  }

  private static void idle(AgentPair agent, int seconds, int files) throws Exception {
    Thread.sleep(15_000);
    AgentPair.Usage launcher = agent.launcher();
    AgentPair.Usage worker = agent.worker();
    Thread.sleep(seconds * 1000L);
    AgentPair.Usage launcherNow = agent.launcher();
    AgentPair.Usage workerNow = agent.worker();
    print("launcher idle, " + seconds + " s", launcherNow.memory() + ", " + launcherNow.cpuSince(launcher, seconds));
    print("worker idle over " + files + " files", workerNow.memory() + ", " + workerNow.cpuSince(worker, seconds));
  }

  private void ship(int megabytes) throws Exception {
    if (megabytes == 0) {
      return;
    }
    try (AgentPair agent = new AgentPair(folder, server.port())) {
      await(agent::hasWorker);
      ship(agent, 100, 0); // until both sides are compiled
      Thread.sleep(5_000);
      AgentPair.Usage before = agent.worker();
      Shipped shipped = ship(agent, megabytes, 1_000_000_000_000L);
      print(
          "%d MB of native lines, seen to durable".formatted(megabytes),
          "%.0f MB/s".formatted(megabytes / shipped.seconds()));
      print(
          "worker meanwhile",
          "at most %d MB RSS, %d MB PSS, %s".formatted(
              shipped.most().rssKb() / 1024, shipped.most().pssKb() / 1024,
              agent.worker().cpuSince(before, shipped.seconds())));
    }
  }

  /** How long it took, and what the worker held at most. */
  private record Shipped(double seconds, AgentPair.Usage most) {}

  private Shipped ship(AgentPair agent, int megabytes, long firstNumber) throws Exception {
    Path aside = folder.resolve("big-" + megabytes + ".jsonl");
    long size = write(aside, megabytes, firstNumber);
    long before = server.bytes();
    long began = System.nanoTime();
    Files.move(aside, logs.resolve(aside.getFileName()));
    AgentPair.Usage most = new AgentPair.Usage(0, 0, 0);
    while (server.bytes() - before < size) {
      AgentPair.Usage now = agent.worker();
      most = now.rssKb() > most.rssKb() ? now : most;
      Thread.sleep(100);
    }
    return new Shipped((System.nanoTime() - began) / 1e9, most);
  }

  private static long write(Path file, int megabytes, long firstNumber) throws IOException {
    long size = 0;
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (long number = firstNumber; size < (long) megabytes << 20; number++) {
        String id = Long.toString(number);
        String line =
            LINE.replace("%d,\"output_tokens\":%d", number % 5000 + ",\"output_tokens\":" + number % 900)
                .replace("%016d", "0".repeat(16 - id.length()) + id);
        out.write(line);
        size += line.length();
      }
    }
    return size;
  }

  private void many(int files, int folders, String name) throws IOException {
    for (int number = 0; number < files; number++) {
      Path place = logs.resolve(name).resolve("d" + number % folders);
      if (number < folders) {
        Files.createDirectories(place);
      }
      Files.writeString(place.resolve("f" + number + ".jsonl"),
          LINE.formatted(1, 2, name.hashCode() * 1_000_000L + number));
    }
  }

  private void scan(int files) throws Exception {
    if (files == 0) {
      return;
    }
    delete(logs);
    Files.createDirectories(logs);
    delete(folder.resolve("data"));
    many(files, 2000, "many");
    try (AgentPair _ = new AgentPair(folder, server.port())) {
      print("scan of " + files + " new files, read and shipped", scanned("\"changed\":" + files));
      server.changeConfig();
      print("the same again, nothing changed", scanned("\"changed\":0"));
    }
    try (AgentPair agent = new AgentPair(folder, server.port())) {
      print("the same after a restart, nothing changed", scanned("\"changed\":0"));
      Thread.sleep(10_000);
      print("worker with all of them", agent.worker().memory());
    }
  }

  /** What the worker's log says of the first scan of this kind, which it is made to forget. */
  private String scanned(String what) throws Exception {
    String line = awaitWorker("scan done", what);
    return figure(line, "milliseconds") + " ms, finding the files " + figure(line, "finding_ms") + " ms of it";
  }

  private static String figure(String line, String name) {
    return line.replaceAll(".*\"" + name + "\":(\\d+).*", "$1");
  }

  private String awaitWorker(String what, String also) throws Exception {
    Path log = folder.resolve("data/logs/worker.log");
    while (true) {
      for (String line : Files.exists(log) ? Files.readAllLines(log) : List.<String>of()) {
        if (line.contains(what) && line.contains(also)) {
          Files.writeString(log, "");
          return line;
        }
      }
      Thread.sleep(20);
    }
  }

  private static void append(Path file, int number) throws IOException {
    Files.writeString(file, LINE.formatted(1, 2, 2_000_000_000L + number), StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
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
    server.close();
  }
}
