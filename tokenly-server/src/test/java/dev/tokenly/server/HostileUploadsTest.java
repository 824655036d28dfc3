package dev.tokenly.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The negative tests of {@code specs/06-security.md} about uploads and questions, by their numbers. */
class HostileUploadsTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String KEY = "tka_" + "k".repeat(43);
  private static final String OTHER_KEY = "tka_" + "o".repeat(43);

  @TempDir private static Path folder;
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = new TestServer(folder);
    server.admin();
    for (String host : List.of("open", "other")) {
      server.beat(host, host.equals("open") ? null : OTHER_KEY);
      server.put("/api/manage/clients/" + host + "/approve", "{}");
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String line(String id, String more) {
    return "{\"timestamp\":\"2026-11-20T09:00:00Z\",\"service\":\"openai\",\"model\":\"gpt-5\",\"request_id\":\"" + id
        + "\""
        + more + "}\n";
  }

  private static TestServer.Answer file(TestServer.Answer uploaded) throws Exception {
    assertEquals(200, uploaded.status(), uploaded.http().body());
    while (true) {
      TestServer.Answer file = server.get("/api/manage/files/" + uploaded.text("ingestion_id"));
      if (Set.of("processed", "failed").contains(file.text("status"))) {
        return file;
      }
      Thread.onSpinWait();
    }
  }

  private static HttpResponse<String> send(byte[] body, String type, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.assembly.port() + "/api/ingest"))
            .header("Content-Type", type)
            .header("X-Tokenly-Hostname", "open")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static byte[] gzip(byte[] plain, int times) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      for (int i = 0; i < times; i++) {
        out.write(plain);
      }
    }
    return packed.toByteArray();
  }

  @Test
  void n22_a_revoked_machine_is_turned_away_on_its_next_call() throws Exception {
    server.beat("revoked", KEY);
    server.put("/api/manage/clients/revoked/approve", "{}");
    String body = "{\"client_hostname\":\"revoked\",\"records\":[]}";
    assertEquals(200, server.call("POST", "/api/ingest", KEY, body).status());
    server.put("/api/manage/clients/revoked/reject", "{}");
    assertEquals("client_not_approved", server.call("POST", "/api/ingest", KEY, body).text("error"));
    assertEquals(403, server.beat("revoked", KEY).status());
  }

  @Test
  void n24_nobody_uploads_for_another_machine() throws Exception {
    String body = "{\"client_hostname\":\"other\",\"client_id\":\"x\",\"records\":[]}";
    for (String key : new String[] {KEY, null}) {
      TestServer.Answer answer = server.call("POST", "/api/ingest", key, body);
      assertEquals(403, answer.status());
      assertEquals("wrong_key", answer.text("error"));
    }
    String id = server.get("/api/manage/clients/other").text("client_id");
    String claimed =
        "{\"client_hostname\":\"open\",\"client_id\":\"" + id + "\",\"records\":[" + line("n24", "").strip() + "]}";
    file(server.call("POST", "/api/ingest", null, claimed));
    TestServer.Answer records = server.get("/api/manage/analytics/usage?client_ids=other");
    assertEquals("0", records.text("total_records"));
  }

  @Test
  void n25_a_file_name_is_a_label_and_never_a_path() throws Exception {
    Set<Path> before = tree();
    List<String> names =
        List.of("../../etc/passwd", "C:\\\\x", "a\\u0000b", "x".repeat(5000), "\\u202Egpj.exe", "\\u001b[2J");
    for (String name : names) {
      String metadata =
          "{\"client_hostname\":\"open\",\"collected_at\":\"2026-11-20T10:00:00Z\",\"file_info\":{\"original_path\":\""
              + name
              + "\",\"directory\":\"/\",\"filename\":\"" + name
              + "\",\"size_bytes\":1,\"line_count\":1,\"modified_at\":\"2026-11-20T09:00:00Z\"}}";
      String body =
          "--XX\r\nContent-Disposition: form-data; name=\"metadata\"\r\n\r\n" + metadata
              + "\r\n--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../../etc/passwd\"\r\n\r\n"
              + line("n25-" + names.indexOf(name), "") + "\r\n--XX--\r\n";
      HttpResponse<String> answer =
          send(body.getBytes(StandardCharsets.UTF_8), "multipart/form-data; boundary=XX");
      assertTrue(answer.statusCode() == 200 || answer.statusCode() == 400, name + " → " + answer.body());
    }
    String listed = server.get("/api/manage/files").http().body();
    assertFalse(listed.contains("\\u001b") || listed.contains("\\u0000") || listed.contains("\u202e"), listed);
    assertEquals(before, tree(), "a file was made");
  }

  /** Everything in the data folder but the segments of the journal, which come and go. */
  private static Set<Path> tree() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> !file.toString().contains("tokenly.duckdb.wal"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void n27_a_bomb_is_stopped_while_it_unpacks() throws Exception {
    byte[] bomb = gzip(new byte[1 << 20], 300);
    assertTrue(bomb.length < 400_000);
    assertEquals(413, send(bomb, "application/x-ndjson", "Content-Encoding", "gzip").statusCode());
  }

  @Test
  void n28_packed_data_that_is_cut_or_has_a_tail_is_refused() throws Exception {
    byte[] good = gzip(line("n28", "").getBytes(StandardCharsets.UTF_8), 1);
    byte[] tail = Arrays.copyOf(good, good.length + 3);
    byte[] cut = Arrays.copyOf(good, good.length - 9);
    for (byte[] bad : List.of(tail, cut)) {
      assertEquals(400, send(bad, "application/x-ndjson", "Content-Encoding", "gzip").statusCode());
    }
    assertEquals(200, send(good, "application/x-ndjson", "Content-Encoding", "gzip").statusCode());
  }

  @Test
  void n31_n32_n33_a_number_that_is_no_count_costs_its_line_and_a_large_one_is_fine() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (String bad : List.of("-1", "1.5", "\"12\"", "9223372036854775808", "NaN", "null", "10000001")) {
      lines.append(line("n32-bad", ",\"input_tokens\":" + bad));
    }
    lines.append(line("n31-twice", ",\"input_tokens\":1,\"input_tokens\":9"));
    for (int i = 0; i < 8; i++) {
      lines.append(line("n33-" + i, ",\"input_tokens\":3000000"));
    }
    TestServer.Answer file = file(server.lines("open", lines.toString()));
    assertEquals("8", file.text("records_invalid"), file.http().body());
    assertEquals("8", file.text("records_stored"));
    assertTrue(file.at("errors.0").startsWith("line 1: "), file.at("errors.0"));
  }

  @Test
  void n34_a_time_that_cannot_be_is_refused_with_its_line_and_widens_no_report() throws Exception {
    String good = line("n34", "");
    StringBuilder lines = new StringBuilder(good);
    List<String> times = List.of("9999-12-31T00:00:00Z", "-001-01-01T00:00:00Z", "2026-11-20T09:00:00",
        "2026-11-20T23:59:60Z", "yesterday");
    for (String time : times) {
      lines.append(good.replace("2026-11-20T09:00:00Z", time).replace("n34", "n34-" + times.indexOf(time)));
    }
    lines.append(line("n34-a", "")).append(line("n34-b", "")).append(line("n34-c", "")).append(line("n34-d", ""));
    TestServer.Answer file = file(server.lines("open", lines.toString()));
    assertEquals("5", file.text("records_invalid"), file.http().body());
    assertEquals("5", file.text("records_stored"));
    assertEquals("2026-11-20T09:00:00Z", server.get("/api/manage/status").at("storage.newest"));
  }

  @Test
  void n35_a_range_of_millennia_is_refused() throws Exception {
    String range = "?start_time=0001-01-01&end_time=9999-12-31";
    for (String path : List.of("summary", "trend", "top", "cost-breakdown", "usage")) {
      TestServer.Answer answer = server.get("/api/manage/analytics/" + path + range);
      assertEquals(400, answer.status(), path);
      assertEquals("validation_failed", answer.text("error"), path);
    }
  }

  @Test
  void n37_a_name_that_is_none_of_ours_is_refused() throws Exception {
    String evil = URLEncoder.encode("cost; drop table record", StandardCharsets.UTF_8);
    for (String path : List.of("usage?order_by=", "usage?group_by=", "top?group_by=", "top?metric=", "trend?interval=",
        "cost-breakdown?breakdown_by=", "usage?group_by=model&aggregates=", "usage?group_by=model&order_by=")) {
      assertEquals(400, server.get("/api/manage/analytics/" + path + evil).status(), path);
    }
    assertEquals(400, server.get("/api/manage/clients?order_by=" + evil).status());
  }

  @Test
  void n38_a_pattern_that_explodes_elsewhere_is_plain_text_here() throws Exception {
    String pattern = URLEncoder.encode("(a+)+$" + "*a".repeat(40), StandardCharsets.UTF_8);
    long quickest = Long.MAX_VALUE; // Of five: the machine may have other things to do.
    for (int time = 0; time < 5; time++) {
      long start = System.nanoTime();
      assertEquals(200, server.get("/api/manage/analytics/summary?models=" + pattern).status());
      quickest = Math.min(quickest, System.nanoTime() - start);
    }
    assertTrue(quickest < 100_000_000L);
  }

  @Test
  void n45_n46_what_would_drive_a_terminal_or_a_spreadsheet_is_stored_and_exported_tamed() throws Exception {
    String evil = "\\u001b[2J\\u001b]0;x\\u0007\\u009b31mgpt";
    String line = line("n45", ",\"application\":\"=HYPERLINK(1)\"").replace("\"gpt-5\"", "\"" + evil + "\"");
    assertEquals("1", file(server.lines("open", line)).text("records_stored"));
    TestServer.Answer jsonl = server.get("/api/manage/export?format=jsonl");
    TestServer.Answer csv = server.get("/api/manage/export?format=csv");
    for (TestServer.Answer export : List.of(jsonl, csv)) {
      assertTrue(export.http().body().contains("[2J"), export.http().body());
      assertTrue(export.http().body().chars().noneMatch(c -> c == 0x1b || c == 0x07 || c == 0x9b));
      assertFalse(export.http().body().contains("\\u001b"));
    }
    assertTrue(csv.http().body().contains("'=HYPERLINK(1)"), csv.http().body());
  }
}
