package dev.tokenly.server.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.json.Fields;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads over a wire that fails: an agent repeats what was not acknowledged, and everything is counted once. */
class NetworkFaultsTest {
  private static final Instant AT = Ledger.NOW.minusSeconds(3600);
  private static final int FILES = 6;

  @TempDir private Path folder;
  private Ledger ledger;
  private FaultyWire wire;

  @BeforeEach
  void start() throws IOException {
    ledger = new Ledger(folder);
    wire = new FaultyWire(ledger.port());
  }

  @AfterEach
  void stop() throws IOException {
    wire.close();
    ledger.close();
  }

  /** Sends a file once; 0 when no answer came. */
  private int send(int file, String id) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int line = 0; line < 10; line++) {
      lines.append(Ledger.line("n" + file + "-" + line, AT, 1, "0.000001"));
    }
    String hash =
        HexFormat.of().formatHex(
            MessageDigest.getInstance("SHA-256").digest(lines.toString().getBytes(StandardCharsets.UTF_8)));
    String metadata =
        "{\"client_hostname\":\"web-1\",\"collected_at\":\"2026-11-20T10:00:00Z\",\"upload_id\":\"" + id
            + "\",\"file_info\":{\"original_path\":\"/a\",\"directory\":\"/\",\"filename\":\"a\",\"size_bytes\":"
            + lines.length()
            + ",\"line_count\":10,\"modified_at\":\"2026-11-20T09:00:00Z\",\"file_hash\":\"" + hash + "\"}}";
    String body =
        "--XX\r\nContent-Disposition: form-data; name=\"metadata\"\r\n\r\n" + metadata
            + "\r\n--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n" + lines
            + "\r\n--XX--\r\n";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + wire.port() + "/ingest"))
            .header("Content-Type", "multipart/form-data; boundary=XX")
            .timeout(Duration.ofSeconds(20))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      http.shutdownNow();
      lastError = answer.statusCode() == 200
          ? ""
          : Fields.parse(answer.body().getBytes(StandardCharsets.UTF_8)).text("error");
      return answer.statusCode();
    } catch (IOException _) {
      return 0;
    }
  }

  private volatile String lastError = "";

  private void deliver(int file, String id) throws Exception {
    while (send(file, id) != 200) {
      Thread.onSpinWait(); // An agent waits longer; here the wire is mended soon.
    }
  }

  private void assertCountedOnce(int files) throws Exception {
    ledger.settle();
    assertEquals(files * 10L, ledger.get("/summary").fields().count("total_requests"));
    assertEquals(List.of(), ledger.store.usage().care().verify());
  }

  @Test
  void f20_what_waited_for_the_network_arrives_once() throws Exception {
    wire.fault = FaultyWire.Fault.DOWN;
    try (ExecutorService agents = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> waiting = new ArrayList<>();
      for (int file = 0; file < FILES; file++) {
        int number = file;
        assertEquals(0, send(number, UUID.randomUUID().toString()));
        waiting.add(
            agents.submit(
                () -> {
                  deliver(number, UUID.randomUUID().toString());
                  return true;
                }));
      }
      wire.fault = FaultyWire.Fault.NONE;
      for (Future<?> one : waiting) {
        one.get();
      }
    }
    assertCountedOnce(FILES);
  }

  @Test
  void f21_a_slow_wire_that_breaks_every_third_time_delivers_in_the_end() throws Exception {
    wire.fault = FaultyWire.Fault.SLOW_AND_TORN;
    for (int file = 0; file < FILES; file++) {
      deliver(file, UUID.randomUUID().toString());
    }
    assertCountedOnce(FILES);
  }

  @Test
  void f22_an_upload_whose_answer_was_lost_is_kept_once() throws Exception {
    wire.fault = FaultyWire.Fault.NO_ANSWERS;
    String id = UUID.randomUUID().toString();
    assertEquals(0, send(1, id));
    ledger.settle();
    Ledger.until(() -> total("/files") == 1);
    wire.fault = FaultyWire.Fault.NONE;
    assertEquals(200, send(1, id));
    assertCountedOnce(1);
    assertEquals(1, total("/files"), "the same file was kept twice");
    assertEquals(200, send(1, UUID.randomUUID().toString()));
    assertCountedOnce(1);
  }

  private long total(String path) {
    try {
      return ledger.get(path).fields().count("total");
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void f23_of_a_body_that_was_cut_nothing_is_kept() throws Exception {
    wire.fault = FaultyWire.Fault.CUT_BODIES;
    String id = UUID.randomUUID().toString();
    assertTrue(send(1, id) != 200);
    ledger.settle();
    assertEquals(0, total("/files"));
    wire.fault = FaultyWire.Fault.NONE;
    assertEquals(200, send(1, id));
    assertCountedOnce(1);
  }

  @Test
  void f24_a_flipped_bit_is_noticed_and_nothing_of_it_kept() throws Exception {
    wire.fault = FaultyWire.Fault.FLIPPED_BITS;
    assertEquals(400, send(1, UUID.randomUUID().toString()));
    assertEquals("hash_mismatch", lastError);
    ledger.settle();
    assertEquals(0, total("/files"));
    wire.fault = FaultyWire.Fault.NONE;
    assertEquals(200, send(1, UUID.randomUUID().toString()));
    assertCountedOnce(1);
  }
}
