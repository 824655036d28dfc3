package dev.tokenly.server.ingest.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import dev.tokenly.model.json.Fields;
import dev.tokenly.server.ingest.journal.JournalLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadEndpointTest {
  static final String LINE = "{\"service\":\"openai\"}\n";
  static final String METADATA =
      """
      {"client_hostname":"%s","collected_at":"2026-11-20T10:00:00Z","file_info":{"original_path":"/var/log/a.jsonl",
       "directory":"/var/log","filename":"a.jsonl","size_bytes":21,"line_count":1,
       "modified_at":"2026-11-20T09:00:00Z"%s}}""";

  @TempDir Path folder;
  private UploadServer server;

  @BeforeEach
  void start() throws IOException {
    server = new UploadServer(folder, new UploadLimits(2, 100), JournalLimits.DEFAULT);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> multipart(String metadata, String file) throws Exception {
    return multipart(metadata, file, "");
  }

  private HttpResponse<String> multipart(String metadata, String file, String more) throws Exception {
    return server.send(
        server
            .request("multipart/form-data; boundary=XX")
            .POST(HttpRequest.BodyPublishers.ofString(body(metadata, file, more)))
            .build());
  }

  static String body(String metadata, String file, String more) {
    return "--XX\r\nContent-Disposition: form-data; name=\"metadata\"\r\n\r\n" + metadata
        + "\r\n--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../../etc/passwd\"\r\n"
        + "Content-Type: application/octet-stream\r\n\r\n" + file + "\r\n" + more + "--XX--\r\n";
  }

  static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    }
    return packed.toByteArray();
  }

  private static String error(HttpResponse<String> answer) {
    return Fields.parse(answer.body().getBytes(StandardCharsets.UTF_8)).text("error");
  }

  @Test
  void takes_a_multipart_upload_of_an_older_agent_without_a_key() throws Exception {
    HttpResponse<String> answer = multipart(METADATA.formatted("web-1", ""), LINE);

    assertEquals(200, answer.statusCode(), answer.body());
    Fields reply = Fields.parse(answer.body().getBytes(StandardCharsets.UTF_8));
    assertEquals("accepted", reply.text("status"));
    assertEquals(LINE.length(), reply.count("file_size_bytes"));
    assertEquals(1, reply.count("line_count"));
    assertEquals(LINE, server.stored(0));
    assertEquals("/var/log/a.jsonl", server.accepted.getFirst().entry().source().path());
    assertEquals(server.accepted.getFirst().entry().id().toString(), reply.text("ingestion_id"));
  }

  @Test
  void takes_records_in_one_document_and_keeps_numbers_as_written() throws Exception {
    String body = "{\"records\":[{\"a\":1.50,\"b\":{\"c\":[1,2]}},{\"a\":\"x\\ny\"}],\"client_hostname\":\"web-1\"}";
    HttpResponse<String> answer =
        server.send(server.request("application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build());

    assertEquals(200, answer.statusCode(), answer.body());
    assertEquals("{\"a\":1.50,\"b\":{\"c\":[1,2]}}\n{\"a\":\"x\\ny\"}\n", server.stored(0));
  }

  @Test
  void takes_plain_lines_packed_with_gzip_or_zstd() throws Exception {
    byte[] plain = LINE.repeat(1000).getBytes(StandardCharsets.UTF_8);
    assertEquals(200, server.lines(gzip(plain), "Content-Encoding", "gzip").statusCode());
    assertEquals(200, server.lines(Zstd.compress(plain), "Content-Encoding", "zstd").statusCode());
    assertEquals(server.stored(0), server.stored(1));
    assertEquals(1000, server.accepted.get(1).entry().lines());
  }

  @Test
  void keeps_a_large_upload_whole_and_leaves_no_temporary_file() throws Exception {
    String body = LINE.repeat(1_900_000 / LINE.length());
    assertEquals(200, server.lines(body.getBytes(StandardCharsets.UTF_8)).statusCode());
    assertEquals(body, server.stored(0));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(0, files.filter(Files::isRegularFile).count());
    }
  }

  @Test
  void f24_refuses_bytes_that_do_not_match_their_hash() throws Exception {
    HttpResponse<String> answer =
        multipart(METADATA.formatted("web-1", ",\"file_hash\":\"" + "0".repeat(64) + "\""), LINE);
    assertEquals(400, answer.statusCode());
    assertEquals("hash_mismatch", error(answer));
    assertTrue(server.accepted.isEmpty());
  }

  @Test
  void answers_a_repeated_upload_as_the_first_time_and_keeps_it_once() throws Exception {
    byte[] body = LINE.getBytes(StandardCharsets.UTF_8);
    HttpResponse<String> first = server.lines(body, "Idempotency-Key", "k1");
    HttpResponse<String> second = server.lines(body, "Idempotency-Key", "k1");
    assertEquals(first.body(), second.body());
    assertEquals(1, server.accepted.size());

    HttpResponse<String> other = server.lines("other\n".getBytes(StandardCharsets.UTF_8), "Idempotency-Key", "k1");
    assertEquals(422, other.statusCode());
    assertEquals("idempotency_key_reused", error(other));
  }

  private static String butForTheTime(String answer) {
    return answer.replaceFirst("\"received_at\":\"[^\"]+\"", "");
  }

  @Test
  void gives_a_repetition_after_a_restart_the_same_id() throws Exception {
    byte[] body = LINE.getBytes(StandardCharsets.UTF_8);
    String first = butForTheTime(server.lines(body, "Idempotency-Key", "k1").body());
    server.close();
    server = new UploadServer(folder, new UploadLimits(2, 100), JournalLimits.DEFAULT);
    assertEquals(first, butForTheTime(server.lines(body, "Idempotency-Key", "k1").body()));
  }

  @Test
  void refuses_an_unknown_host_before_its_file_is_read() throws Exception {
    HttpResponse<String> answer = multipart(METADATA.formatted("stranger", ""), LINE);
    assertEquals(401, answer.statusCode());
    assertEquals("unknown_client", error(answer));
  }

  @Test
  void names_the_field_that_is_missing() throws Exception {
    HttpResponse<String> answer = multipart("{\"client_hostname\":\"web-1\"}", LINE);
    assertEquals(400, answer.statusCode());
    assertTrue(answer.body().contains("file_info"), answer.body());
  }

  @Test
  void refuses_a_third_part() throws Exception {
    String more = "--XX\r\nContent-Disposition: form-data; name=\"more\"\r\n\r\nx\r\n";
    assertEquals(400, multipart(METADATA.formatted("web-1", ""), LINE, more).statusCode());
    assertTrue(server.accepted.isEmpty());
  }

  @Test
  void refuses_what_is_over_the_cap_announced_or_not() throws Exception {
    byte[] large = new byte[(2 << 20) + 1];
    Arrays.fill(large, (byte) 'x');
    HttpResponse<String> counted = server.lines(large);
    assertEquals(413, counted.statusCode());
    Fields details = Fields.parse(counted.body().getBytes(StandardCharsets.UTF_8)).object("details");
    assertEquals(2, details.count("max_size_mb"));
    assertEquals(3, details.count("actual_size_mb"));
    assertEquals("file_too_large", error(counted));

    HttpRequest chunked =
        server
            .request("application/x-ndjson")
            .header("X-Tokenly-Hostname", "web-1")
            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
            .build();
    assertEquals(413, server.send(chunked).statusCode());
    assertTrue(server.accepted.isEmpty());
  }

  @Test
  void stops_a_bomb_by_its_ratio() throws Exception {
    byte[] bomb = gzip(new byte[8 << 20]);
    assertTrue(bomb.length < 16_000);
    assertEquals(413, server.lines(bomb, "Content-Encoding", "gzip").statusCode());
    byte[] other = Zstd.compress(new byte[64 << 20]);
    assertEquals(413, server.lines(other, "Content-Encoding", "zstd").statusCode());
  }

  @Test
  void refuses_compressed_data_that_is_cut_or_followed_by_garbage() throws Exception {
    byte[] whole = gzip(LINE.repeat(100).getBytes(StandardCharsets.UTF_8));
    assertEquals(
        400, server.lines(Arrays.copyOf(whole, whole.length - 5), "Content-Encoding", "gzip").statusCode());
    for (int garbage : new int[] {1, 9, 100, 100_000}) {
      byte[] longer = Arrays.copyOf(whole, whole.length + garbage);
      Arrays.fill(longer, whole.length, longer.length, (byte) 7);
      assertEquals(400, server.lines(longer, "Content-Encoding", "gzip").statusCode(), garbage + " bytes");
    }
    byte[] packed = Zstd.compress(LINE.getBytes(StandardCharsets.UTF_8));
    assertEquals(
        400, server.lines(Arrays.copyOf(packed, packed.length - 3), "Content-Encoding", "zstd").statusCode());
    assertEquals(
        400, server.lines(Arrays.copyOf(packed, packed.length + 3), "Content-Encoding", "zstd").statusCode());
  }

  @Test
  void refuses_types_and_encodings_it_does_not_know() throws Exception {
    assertEquals(415, server.lines(new byte[1], "Content-Encoding", "br").statusCode());
    HttpRequest text = server.request("text/plain").POST(HttpRequest.BodyPublishers.ofString("x")).build();
    assertEquals(415, server.send(text).statusCode());
  }

  @Test
  void refuses_a_document_nested_too_deeply_at_once() throws Exception {
    String deep = "{\"records\":[" + "[".repeat(100_000);
    HttpRequest request = server.request("application/json").POST(HttpRequest.BodyPublishers.ofString(deep)).build();
    HttpResponse<String> answer = server.send(request);
    assertEquals(400, answer.statusCode());
    assertEquals("validation_failed", error(answer));
  }

  @Test
  void f23_keeps_nothing_of_a_body_that_was_cut_in_the_middle() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String head =
          "POST /api/ingest HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\n"
              + "X-Tokenly-Hostname: web-1\r\nContent-Length: 1000\r\n\r\n" + LINE;
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes();
    }
    assertTrue(server.accepted.isEmpty());
  }

  @Test
  void makes_a_client_wait_that_sends_too_many_files() throws Exception {
    server.close();
    server = new UploadServer(folder, new UploadLimits(2, 3), JournalLimits.DEFAULT);
    byte[] body = LINE.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 3; i++) {
      assertEquals(200, server.lines(body).statusCode());
    }
    HttpResponse<String> answer = server.lines(body);
    assertEquals(429, answer.statusCode());
    assertEquals("rate_limited", error(answer));
    long wait = Long.parseLong(answer.headers().firstValue("Retry-After").orElseThrow());
    assertTrue(wait > 1000 && wait <= 1200, wait + " s");
  }

  @Test
  void lets_segments_of_a_followed_file_come_all_day_long() throws Exception {
    server.close();
    server = new UploadServer(folder, new UploadLimits(2, 3), JournalLimits.DEFAULT);
    for (int i = 0; i < 50; i++) {
      assertEquals(200, multipart(METADATA.formatted("web-1", ",\"offset\":" + i), LINE).statusCode());
    }
  }

  @Test
  void says_when_to_come_back_while_the_backlog_is_over_its_limit() throws Exception {
    server.close();
    server = new UploadServer(folder, UploadLimits.DEFAULT, new JournalLimits(1 << 20, 30, 0));
    byte[] body = LINE.getBytes(StandardCharsets.UTF_8);
    assertEquals(200, server.lines(body).statusCode());
    HttpResponse<String> answer = server.lines(body);
    assertEquals(503, answer.statusCode());
    assertEquals("storage_unavailable", error(answer));
    assertTrue(answer.headers().firstValue("Retry-After").isPresent());
  }
}
