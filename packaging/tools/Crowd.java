import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;

/**
 * Many machines and an administrator at a server: heartbeats, uploads in both ways, questions. A start-up cache keeps what
 * the JVM learned of the code meanwhile, so that a server need not learn it in its first crowd. {@code Crowd URL
 * TOKEN-FILE}; hosts are approved by themselves, for which the server must be set beforehand.
 */
final class Crowd {
  private static final int HOSTS = 40;
  private static final int ROUNDS = 10;
  private static final int LINES = 500;
  private static final int QUESTIONS = 300;
  private static final List<String> ASKED = List.of(
      "analytics/trend?interval=day", "analytics/top?limit=10", "analytics/summary?", "analytics/cost-breakdown?",
      "status?", "clients?limit=100");

  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;
  private final String token;

  private Crowd(String url, String token) {
    this.url = url;
    this.token = token;
  }

  public static void main(String[] args) throws Exception {
    Crowd crowd = new Crowd(args[0], Files.readString(Path.of(args[1])).strip());
    for (int round = 0; round < ROUNDS; round++) {
      int number = round;
      everyHost(host -> crowd.beat(host));
      everyHost(host -> crowd.upload(host, number % 2 == 0, lines(host, number)));
    }
    for (int question = 0; question < QUESTIONS; question++) {
      crowd.ask(ASKED.get(question % ASKED.size()));
    }
  }

  private interface Sending {
    void of(int host) throws IOException, InterruptedException;
  }

  private static void everyHost(Sending sending) throws Exception {
    List<Future<?>> sent = new ArrayList<>();
    try (ExecutorService hosts = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int at = 0; at < HOSTS; at++) {
        int host = at;
        sent.add(hosts.submit(() -> {
          sending.of(host);
          return null;
        }));
      }
    }
    for (Future<?> one : sent) {
      one.get();
    }
  }

  private void beat(int host) throws IOException, InterruptedException {
    send(request("/api/heartbeat").header("Content-Type", "application/json"), """
        {"client_hostname":"host-%d","timestamp":"%s","launcher_version":"1","worker_version":"1",\
        "worker_status":"running","system_info":{"os":"linux","arch":"x64"}}""".formatted(host, Instant.now())
        .getBytes(StandardCharsets.UTF_8));
  }

  private void upload(int host, boolean ofAgent, String lines) throws IOException, InterruptedException {
    if (!ofAgent) {
      send(request("/api/ingest").header("Content-Type", "application/x-ndjson")
          .header("X-Tokenly-Hostname", "host-" + host), lines.getBytes(StandardCharsets.UTF_8));
      return;
    }
    String path = "/var/log/usage.jsonl";
    String body = """
        --part\r
        Content-Disposition: form-data; name="metadata"\r
        \r
        {"client_hostname":"host-%d","collected_at":"%s","upload_id":"%s","file_info":{"original_path":"%s",\
        "directory":"/var/log","filename":"usage.jsonl","size_bytes":%d,"line_count":%d,"modified_at":"%s","offset":0,\
        "source_format":"native"}}\r
        --part\r
        Content-Disposition: form-data; name="file"; filename="usage.jsonl"\r
        \r
        %s\r
        --part--\r
        """.formatted(host, Instant.now(), UUID.randomUUID(), path, lines.length(), LINES, Instant.now(), lines);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(body.getBytes(StandardCharsets.UTF_8));
    }
    send(request("/api/ingest").header("Content-Type", "multipart/form-data; boundary=part")
        .header("Content-Encoding", "gzip"), packed.toByteArray());
  }

  private static String lines(int host, int round) {
    Instant start = Instant.now().minusSeconds(86_400L * (1 + round));
    StringBuilder lines = new StringBuilder();
    for (int line = 0; line < LINES; line++) {
      lines.append("""
          {"timestamp":"%s","service":"anthropic","model":"claude-sonnet-4-5","input_tokens":%d,"output_tokens":%d,\
          "cache_read_tokens":%d,"total_tokens":%d,"request_id":"req_%d_%d_%d","session_id":"session-%d",\
          "project":"project-%d","application":"app-%d","user_id":"user-%d"}
          """.formatted(start.plusSeconds(line * 60L), 100 + line, 20 + line, line, 120 + 3 * line, host, round, line,
          line / 50, line % 7, line % 5, host));
    }
    return lines.toString();
  }

  private void ask(String question) throws IOException, InterruptedException {
    send(request("/api/manage/" + question).header("Authorization", "Bearer " + token), null);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path));
  }

  private void send(HttpRequest.Builder request, byte[] body) throws IOException, InterruptedException {
    HttpRequest whole = (body == null ? request : request.POST(HttpRequest.BodyPublishers.ofByteArray(body))).build();
    HttpResponse<String> answer = http.send(whole, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(whole.uri() + " answered " + answer.statusCode() + ": " + answer.body());
    }
  }
}
