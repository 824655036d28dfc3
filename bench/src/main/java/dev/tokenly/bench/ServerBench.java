package dev.tokenly.bench;

import dev.tokenly.model.NativeWriter;
import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import dev.tokenly.store.usage.PricedRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The whole server over HTTP, as a process of its own over many stored records: start and memory, heartbeats, uploads from
 * accepted to visible, many agents at once, the main questions with and without ingestion beside them, administration.
 * {@code ServerBench FOLDER [millions stored, default 10 [part …]]}; the database is made in FOLDER once.
 */
public final class ServerBench {
  private static final int HOSTS = 200;
  private static final String RANGE = "start_time=2026-10-06T00:00:00Z&end_time=2026-11-05T12:07:00Z";
  private static final List<String> QUESTIONS =
      List.of("trend?interval=day&", "top?limit=10&", "summary?", "cost-breakdown?");

  private final Calls calls = new Calls(StoredCalls.END, Duration.ofMillis(20), 23);
  private final ServerProcess server;
  private int machine;

  private ServerBench(ServerProcess server) {
    this.server = server;
  }

  /** Runs the scenario and prints its table. */
  public static void main(String... arguments) throws Exception {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    Path run = StoredCalls.copy(arguments.length > 1 ? Long.parseLong(arguments[1]) : 10, folder);
    try (ServerProcess server = new ServerProcess(run)) {
      new ServerBench(server).run(Arrays.stream(arguments).skip(2).toList());
    }
  }

  /** A part of the scenario, which can be measured alone. */
  @FunctionalInterface
  private interface Part {
    void run() throws Exception;
  }

  private Map<String, Part> parts() {
    Map<String, Part> parts = new LinkedHashMap<>();
    parts.put("beats", this::beating);
    parts.put("uploads", this::uploading);
    parts.put("agents", this::agentsAtOnce);
    parts.put("seen", () -> print("one record, sent to visible in an answer", 20, this::seen));
    parts.put("questions", () -> ask(""));
    parts.put("loaded", () -> whileIngesting(20_000, Duration.ofSeconds(20)));
    parts.put("status", () -> print("status", 200, () -> timed("/api/manage/status")));
    parts.put("changes", this::changing);
    parts.put("clients", this::manyClients);
    parts.put("export", () -> print("export of everything to Parquet", 1,
        () -> timed("/api/manage/export?format=parquet")));
    parts.put("reprice", this::reprice);
    return parts;
  }

  private void run(List<String> chosen) throws Exception {
    System.out.printf(Locale.ROOT, "%-52s %10s %10s%n", "ms", "p50", "p99");
    System.out.printf(Locale.ROOT, "%-52s %10.0f%n", "from start to ready", server.readyMillis());
    server.set("server.auto_approve_clients", "true");
    server.set("server.registrations_per_hour", "100000");
    server.set("server.max_clients", "20000");
    server.set("ingestion.rate_limit_per_hour", "0");
    for (int host = 0; host < HOSTS; host++) {
      server.beat("host-" + host);
    }
    Thread.sleep(10_000);
    memory("resident, idle", "VmRSS");
    Map<String, Part> parts = parts();
    for (String name : chosen.isEmpty() ? parts.keySet() : chosen) {
      parts.getOrDefault(name, () -> {
        throw new IllegalArgumentException("no part named " + name + ", only " + parts.keySet());
      }).run();
      memory("resident, highest so far", "VmHWM");
    }
  }

  /** Something that takes so many milliseconds. */
  @FunctionalInterface
  private interface Timed {
    double run() throws IOException, InterruptedException;
  }

  private double timed(String path) throws IOException, InterruptedException {
    long started = System.nanoTime();
    server.get(path);
    return (System.nanoTime() - started) / 1e6;
  }

  private void print(String what, int times, Timed timed) throws IOException, InterruptedException {
    for (int warm = 0; warm < times / 4; warm++) {
      timed.run();
    }
    double[] millis = new double[times];
    for (int at = 0; at < times; at++) {
      millis[at] = timed.run();
    }
    print(what, millis);
  }

  private static void print(String what, double[] millis) {
    Arrays.sort(millis);
    System.out.printf(Locale.ROOT, "%-52s %10.1f %10.1f%n", what, millis[millis.length / 2],
        millis[(int) (millis.length * 0.99)]);
  }

  private void memory(String what, String line) throws IOException {
    System.out.printf(Locale.ROOT, "%-52s %7d MB%n", what, server.megabytes(line));
  }

  private void beating() throws Exception {
    double[] millis = paced(2000, 200, number -> {
      long started = System.nanoTime();
      server.beat("host-" + number % HOSTS);
      return (System.nanoTime() - started) / 1e6;
    });
    print("heartbeat at 200 a second", Arrays.copyOfRange(millis, 500, millis.length));
  }

  /** One of many requests. */
  @FunctionalInterface
  private interface Numbered {
    double run(int number) throws IOException, InterruptedException;
  }

  private static double[] paced(int count, int perSecond, Numbered request) throws Exception {
    List<Future<Double>> sent = new ArrayList<>();
    long started = System.nanoTime();
    try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int at = 0; at < count; at++) {
        int number = at;
        sent.add(senders.submit(() -> request.run(number)));
        long due = started + (at + 1) * 1_000_000_000L / perSecond;
        Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
      }
      double[] millis = new double[count];
      for (int at = 0; at < count; at++) {
        millis[at] = sent.get(at).get();
      }
      return millis;
    }
  }

  /** So many at a time, each sender's next when its last is answered. */
  private static double[] inTurns(int senders, int count, Numbered request) throws Exception {
    List<Future<Double>> sent = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(senders)) {
      for (int at = 0; at < count; at++) {
        int number = at;
        sent.add(pool.submit(() -> request.run(number)));
      }
    }
    double[] millis = new double[count];
    for (int at = 0; at < count; at++) {
      millis[at] = sent.get(at).get();
    }
    return millis;
  }

  private void uploading() throws IOException, InterruptedException {
    byte[] megabyte = Arrays.copyOf(lines(4000), 1 << 20);
    print("accepting an upload of 1 MB", 30, () -> server.send(Upload.plain("host-1", megabyte)));
  }

  /** As agents on other machines send them, gzipped, and as plain lines; the first finds code that never ran. */
  private void agentsAtOnce() throws Exception {
    Sink.warm(Upload.ofAgent("host-1", lines(1000)));
    Sink.warm(Upload.plain("host-1", lines(1000)));
    for (String round : List.of("first", "second", "third", "fourth")) {
      allAtOnce("200 agents uploading 1,000 records at once, " + round, Upload::ofAgent);
      allAtOnce("200 senders of 1,000 plain lines at once, " + round, Upload::plain);
    }
  }

  /** How a sender writes its upload. */
  @FunctionalInterface
  private interface Sending {
    Upload of(String host, byte[] lines);
  }

  private void allAtOnce(String what, Sending sending) throws Exception {
    long before = requests();
    List<Upload> uploads = new ArrayList<>();
    for (int agent = 0; agent < HOSTS; agent++) {
      uploads.add(sending.of("host-" + agent, lines(1000)));
    }
    server.awaitIdle();
    long serverBefore = server.processorMillis();
    long senderBefore = processorMillis();
    double[] millis = paced(HOSTS, 1_000_000, number -> server.send(uploads.get(number)));
    System.out.printf(Locale.ROOT, "%-52s %10d %10d%n", "processor's time meanwhile, server and senders",
        server.processorMillis() - serverBefore, processorMillis() - senderBefore);
    print(what, millis);
    until(before + HOSTS * 1000L);
  }

  private static long processorMillis() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
  }

  private double seen() throws IOException, InterruptedException {
    long before = requests();
    byte[] line = lines(1);
    long started = System.nanoTime();
    server.send(Upload.plain("host-3", line));
    until(before + 1);
    return (System.nanoTime() - started) / 1e6;
  }

  private long requests() throws IOException, InterruptedException {
    String ask = "/api/manage/analytics/top?limit=1&metric=request_count&start_time=2026-11-05T00:00:00Z&end_time="
        + "2026-11-25T00:00:00Z";
    return Fields.of(JsonText.trustedObject(server.get(ask))).decimal("total_value").longValue();
  }

  private void until(long total) throws IOException, InterruptedException {
    while (requests() < total) {
      Thread.sleep(10);
    }
  }

  private void ask(String beside) throws IOException, InterruptedException {
    for (String question : QUESTIONS) {
      String name = question.substring(0, question.indexOf('?'));
      print(name + " over 30 days" + beside, 150, () -> timed("/api/manage/analytics/" + question + RANGE));
    }
  }

  private void whileIngesting(int recordsPerSecond, Duration time) throws Exception {
    long before = requests();
    int uploads = (int) (recordsPerSecond / 1000 * time.toSeconds());
    List<byte[]> bodies = new ArrayList<>();
    for (int at = 0; at < uploads; at++) {
      bodies.add(lines(1000));
    }
    try (ExecutorService agents = Executors.newSingleThreadExecutor()) {
      Future<double[]> sent = agents.submit(() -> paced(uploads, recordsPerSecond / 1000,
          number -> server.send(Upload.plain("host-" + number % HOSTS, bodies.get(number)))));
      ask(", 20,000 records/s beside");
      print("accepting 1,000 records, 20 a second", sent.get());
    }
    until(before + uploads * 1000L);
  }

  private void changing() throws IOException, InterruptedException {
    print("a change with its audit entry", 50, () -> {
      long started = System.nanoTime();
      server.set("ingestion.rate_limit_per_hour", "0");
      return (System.nanoTime() - started) / 1e6;
    });
  }

  private void manyClients() throws Exception {
    long started = System.nanoTime();
    double[] millis = inTurns(16, 9_000, number -> {
      long sent = System.nanoTime();
      server.beat("many-" + number);
      return (System.nanoTime() - sent) / 1e6;
    });
    print("registering 9,000 clients, 16 at a time", millis);
    System.out.printf(Locale.ROOT, "%-52s %10.1f s%n", "all of them", (System.nanoTime() - started) / 1e9);
    print("9,200 clients, a page of 100", 100, () -> timed("/api/manage/clients?limit=100&offset=5000"));
  }

  private void reprice() throws IOException, InterruptedException {
    print("repricing everything", 1, () -> {
      long started = System.nanoTime();
      server.post("/api/manage/prices/reprice",
          "{\"dry_run\":false,\"start_time\":\"2026-08-01T00:00:00Z\",\"end_time\":\"2026-11-20T00:00:00Z\"}");
      return (System.nanoTime() - started) / 1e6;
    });
  }

  private byte[] lines(int count) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream(count * 400);
    try (NativeWriter writer = new NativeWriter(lines)) {
      for (PricedRecord call : calls.next(machine++ % Calls.MACHINES, count)) {
        writer.write(call.usage());
      }
    }
    return lines.toByteArray();
  }
}
