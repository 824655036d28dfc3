package dev.tokenly.agent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tokenly.model.json.Fields;
import dev.tokenly.model.json.JsonText;
import dev.tokenly.model.protocol.ClientConfig;
import dev.tokenly.model.protocol.HeartbeatReply;
import dev.tokenly.model.protocol.Resync;
import dev.tokenly.model.protocol.UpdateOffer;
import dev.tokenly.model.protocol.UploadReply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPInputStream;

/** A server that says whatever a test wants it to and remembers what it was told. */
public final class FakeServer implements AutoCloseable {
  private final HttpServer http;
  private final List<Fields> heartbeats = new ArrayList<>();
  private final List<Upload> uploads = new ArrayList<>();
  private Reply heartbeat = approval(Map.of());
  private byte[] download = new byte[0];
  private Answerer ingest = upload -> accepted();

  /** An upload as it arrived. */
  public record Upload(Fields metadata, List<String> lines) {}

  /** A status and a body; a status of 0 hangs up instead of answering. */
  public record Reply(int status, String body, Map<String, String> headers) {
    public Reply(int status, String body) {
      this(status, body, Map.of());
    }
  }

  /** Decides what an upload is answered. */
  public interface Answerer {
    Reply answer(Upload upload);
  }

  public FakeServer() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/api/heartbeat", this::heartbeat);
    http.createContext("/api/ingest", this::ingest);
    http.createContext("/api/download", this::download);
    http.start();
  }

  public String address() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  public static Reply approval(Map<String, Object> config) {
    Map<String, Object> quick = new LinkedHashMap<>(Map.of("tail_interval_seconds", 1L));
    quick.putAll(config);
    return new Reply(
        200,
        new HeartbeatReply.Approved(
            "c-1", ClientConfig.defaults().with(quick), UpdateOffer.NONE, Instant.now(), 1L)
            .toJson());
  }

  /** An approval that asks for everything anew as well. */
  public static Reply approval(Map<String, Object> config, Resync resync) {
    return new Reply(
        200,
        new HeartbeatReply.Approved(
            "c-1", ClientConfig.defaults().with(config), UpdateOffer.NONE, resync, Instant.now(), 1L)
            .toJson());
  }

  /** An acceptance that says under which name, and when. */
  public static Reply accepted(String ingestionId, Instant receivedAt) {
    return new Reply(200, new UploadReply.Accepted(ingestionId, 1, 1, "taken", receivedAt).toJson());
  }

  public static Reply accepted() {
    return new Reply(200, "{\"ingestion_id\":\"i\",\"status\":\"accepted\",\"file_size_bytes\":1,\"line_count\":1}");
  }

  public static Reply error(int status, String code) {
    return new Reply(status, "{\"error\":\"" + code + "\",\"message\":\"said so by a test\"}");
  }

  public synchronized void onHeartbeat(Reply reply) {
    heartbeat = reply;
  }

  /** What every download gives. */
  public synchronized void onDownload(byte[] content) {
    download = content.clone();
  }

  public synchronized void onIngest(Answerer answerer) {
    ingest = answerer;
  }

  public synchronized List<Fields> heartbeats() {
    return List.copyOf(heartbeats);
  }

  public synchronized List<Upload> uploads() {
    return List.copyOf(uploads);
  }

  /** Every line of every upload that was accepted, in the order of arrival. */
  public synchronized List<String> lines() {
    return uploads.stream().flatMap(upload -> upload.lines().stream()).toList();
  }

  /** Waits until something is true; fails after half a minute. */
  public static void await(String what, BooleanSupplier condition) throws InterruptedException {
    await(what, Duration.ofSeconds(30), condition);
  }

  /** The same with as much patience as the thing needs. */
  public static void await(String what, Duration patience, BooleanSupplier condition) throws InterruptedException {
    Instant end = Instant.now().plus(patience);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("waited in vain: " + what);
      }
      Thread.sleep(10);
    }
  }

  private void heartbeat(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    Reply reply;
    synchronized (this) {
      heartbeats.add(Fields.parse(body));
      reply = heartbeat;
    }
    send(exchange, reply);
  }

  private void ingest(HttpExchange exchange) throws IOException {
    byte[] raw = exchange.getRequestBody().readAllBytes();
    if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
      raw = new GZIPInputStream(new ByteArrayInputStream(raw)).readAllBytes();
    }
    String[] parts = new String(raw, StandardCharsets.UTF_8).split("--tokenly-[0-9a-f]+(--)?\r\n", -1);
    Fields metadata = Fields.of(JsonText.object(content(parts[1])));
    String lines = content(parts[2]);
    Upload upload = new Upload(metadata, lines.isEmpty() ? List.of() : lines.lines().toList());
    Reply reply;
    synchronized (this) {
      reply = ingest.answer(upload);
      if (reply.status() == 200 || reply.status() == 0) {
        uploads.add(upload);
      }
    }
    send(exchange, reply);
  }

  private void download(HttpExchange exchange) throws IOException {
    byte[] content;
    synchronized (this) {
      content = download;
    }
    exchange.sendResponseHeaders(200, content.length);
    exchange.getResponseBody().write(content);
    exchange.close();
  }

  private static String content(String part) {
    String body = part.substring(part.indexOf("\r\n\r\n") + 4);
    return body.substring(0, body.length() - 2);
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    if (reply.status() == 0) {
      exchange.close();
      return;
    }
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    reply.headers().forEach(exchange.getResponseHeaders()::add);
    exchange.sendResponseHeaders(reply.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
