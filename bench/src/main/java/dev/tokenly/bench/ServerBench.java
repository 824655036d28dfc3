package dev.tokenly.bench;

import dev.tokenly.model.NativeWriter;
import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import dev.tokenly.server.Assembly;
import dev.tokenly.server.settings.Settings;
import dev.tokenly.store.duckdb.DuckDbStoreFactory;
import dev.tokenly.store.usage.PricedRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The whole server over HTTP: uploads from accepted to visible, many agents at once, and the main questions.
 * {@code ServerBench [rows in millions, default 1] [folder]}.
 */
public final class ServerBench {
  private static final int HOSTS = 200;
  private static final int FILE = 20_000;
  private static final Duration SPAN = Duration.ofDays(30);
  private static final String PASSWORD = "a fine pass phrase 1";

  private final HttpClient http = HttpClient.newHttpClient();
  private final Assembly server;
  private final Calls calls;
  private final String token;

  private ServerBench(long rows, Path folder) throws IOException, InterruptedException {
    server = new Assembly(Settings.temporary(folder), new DuckDbStoreFactory(), Clock.systemUTC());
    calls = new Calls(Instant.now().minus(SPAN), SPAN.dividedBy(rows + 1_000_000), 7);
    token = logIn(server.firstPassword().orElseThrow());
    set("server.auto_approve_clients", "true");
    set("server.registrations_per_hour", "100000");
    set("ingestion.rate_limit_per_hour", "0");
    for (int host = 0; host < HOSTS; host++) {
      register("host-" + host);
    }
  }

  /** Runs the scenario and prints its table. */
  public static void main(String... arguments) throws Exception {
    long rows = (arguments.length > 0 ? Long.parseLong(arguments[0]) : 1) * 1_000_000;
    Path folder = arguments.length > 1 ? Path.of(arguments[1]) : Files.createTempDirectory("server-bench");
    ServerBench bench = new ServerBench(rows, folder);
    System.out.printf("%-52s %10s %10s%n", "", "p50 ms", "p99 ms");
    bench.fill(rows);
    bench.acceptMegabytes();
    bench.accepting(200, 1000);
    bench.seeing();
    bench.asking();
    bench.server.close();
  }

  private String logIn(String first) throws IOException, InterruptedException {
    String temporary = login(first);
    Map<String, String> change = Map.of("current_password", first, "new_password", PASSWORD);
    send(json("PUT", "/api/manage/users/admin/password", JsonText.write(change), temporary));
    return login(PASSWORD);
  }

  private String login(String password) throws IOException, InterruptedException {
    String body = JsonText.write(Map.of("username", "admin", "password", password));
    return fields(send(json("POST", "/api/auth/login", body, ""))).text("access_token");
  }

  private void set(String key, String value) throws IOException, InterruptedException {
    send(json("PUT", "/api/manage/config/" + key, "{\"value\":" + value + "}", token));
  }

  private void register(String host) throws IOException, InterruptedException {
    send(json("POST", "/api/heartbeat", "{\"client_hostname\":\"" + host + "\",\"timestamp\":\"" + Instant.now()
        + "\",\"launcher_version\":\"1\",\"worker_version\":\"1\",\"worker_status\":\"running\","
        + "\"system_info\":{\"os\":\"linux\",\"arch\":\"x64\"}}", ""));
  }

  private HttpRequest json(String method, String path, String body, String bearer) {
    HttpRequest.Builder request =
        request(path).header("Content-Type", "application/json").method(method,
            HttpRequest.BodyPublishers.ofString(body));
    return (bearer.isEmpty() ? request : request.header("Authorization", "Bearer " + bearer)).build();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() / 100 != 2) {
      String body = new String(answer.body(), StandardCharsets.UTF_8);
      throw new IOException(request.uri() + " answered " + answer.statusCode() + ": " + body);
    }
    return answer;
  }

  private static Fields fields(HttpResponse<byte[]> answer) {
    return Fields.of(JsonText.trustedObject(answer.body()));
  }

  private byte[] lines(int machine, int count) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream(count * 400);
    try (NativeWriter writer = new NativeWriter(lines)) {
      for (PricedRecord call : calls.next(machine % Calls.MACHINES, count)) {
        writer.write(call.usage());
      }
    }
    return lines.toByteArray();
  }

  private double upload(String host, byte[] lines) throws IOException, InterruptedException {
    HttpRequest request =
        request("/api/ingest")
            .header("Content-Type", "application/x-ndjson")
            .header("X-Tokenly-Hostname", host)
            .POST(HttpRequest.BodyPublishers.ofByteArray(lines))
            .build();
    long started = System.nanoTime();
    send(request);
    return (System.nanoTime() - started) / 1e6;
  }

  private long requests() throws IOException, InterruptedException {
    HttpRequest ask = request("/api/manage/analytics/top?limit=1&metric=request_count&start_time=60d")
        .header("Authorization", "Bearer " + token).build();
    return fields(send(ask)).decimal("total_value").longValue();
  }

  private void until(long total) throws IOException, InterruptedException {
    while (requests() < total) {
      Thread.sleep(10);
    }
  }

  private void fill(long rows) throws IOException, InterruptedException {
    long nanos = 0;
    for (long done = 0; done < rows; done += FILE) {
      byte[] lines = lines((int) (done / FILE), FILE);
      long started = System.nanoTime();
      boolean taken = false;
      while (!taken) {
        taken = tryUpload("host-" + done / FILE % HOSTS, lines);
      }
      nanos += System.nanoTime() - started;
    }
    long started = System.nanoTime();
    until(rows);
    nanos += System.nanoTime() - started;
    System.out.printf(Locale.ROOT, "%-52s %,10.0f records/s%n", "uploads of 20,000 records, sent to visible",
        rows / (nanos / 1e9));
  }

  private boolean tryUpload(String host, byte[] lines) throws InterruptedException {
    try {
      upload(host, lines);
      return true;
    } catch (IOException e) {
      Thread.sleep(20); // 503: the backlog is over its limit.
      return false;
    }
  }

  private void acceptMegabytes() throws IOException, InterruptedException {
    byte[] megabyte = Arrays.copyOf(lines(5, 4000), 1 << 20);
    double[] millis = new double[50];
    for (int i = 0; i < millis.length; i++) {
      millis[i] = upload("host-1", megabyte);
    }
    print("accepting an upload of 1 MB", millis);
  }

  private void accepting(int agents, int records) throws Exception {
    long before = requests();
    List<byte[]> bodies = new ArrayList<>();
    for (int i = 0; i < agents; i++) {
      bodies.add(lines(i, records));
    }
    double[] millis = new double[agents];
    try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Double>> sent = new ArrayList<>();
      for (int i = 0; i < agents; i++) {
        int agent = i;
        sent.add(senders.submit(() -> upload("host-" + agent, bodies.get(agent))));
      }
      for (int i = 0; i < agents; i++) {
        millis[i] = sent.get(i).get();
      }
    }
    until(before + (long) agents * records);
    print(agents + " agents uploading " + records + " records at once, accepted", millis);
  }

  private void seeing() throws IOException, InterruptedException {
    double[] millis = new double[30];
    for (int i = 0; i < millis.length; i++) {
      long before = requests();
      byte[] line = lines(i, 1);
      long started = System.nanoTime();
      upload("host-3", line);
      until(before + 1);
      millis[i] = (System.nanoTime() - started) / 1e6;
    }
    print("one record, sent to visible in an answer", millis);
  }

  private void asking() throws IOException, InterruptedException {
    for (String question : List.of("trend", "top", "summary", "cost-breakdown")) {
      double[] millis = new double[200];
      for (int i = 0; i < millis.length; i++) {
        HttpRequest ask =
            request("/api/manage/analytics/" + question).header("Authorization", "Bearer " + token).build();
        long started = System.nanoTime();
        send(ask);
        millis[i] = (System.nanoTime() - started) / 1e6;
      }
      print(question + " over 30 days", millis);
    }
  }

  private static void print(String what, double[] millis) {
    Arrays.sort(millis);
    System.out.printf(Locale.ROOT, "%-52s %10.1f %10.1f%n", what, millis[millis.length / 2],
        millis[(int) (millis.length * 0.99)]);
  }
}
