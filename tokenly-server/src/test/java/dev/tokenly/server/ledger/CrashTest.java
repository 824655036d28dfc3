package dev.tokenly.server.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged is counted, once, whenever the server is killed and whatever of its write-ahead log is lost. */
class CrashTest {
  private static final int KILLS = 3 * Integer.getInteger("tokenly.test.scale", 1);
  private static final int AGENTS = 8;
  private static final Instant AT = Ledger.NOW.minusSeconds(3600);

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger checkpoints = new AtomicInteger();

  /** A server process and the port it said it listens on. */
  private record Running(Process process, int port) {}

  private Running start() throws IOException {
    Process process =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            CrashServer.class.getName(),
            folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader output = process.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith("port ")) {
        return new Running(process, Integer.parseInt(line.substring(5)));
      }
    }
    throw new IOException("the server ended before it listened");
  }

  /** Uploads until the server is gone; remembers what it acknowledged. */
  private void uploadUntilKilled(int port) {
    while (true) {
      String id = "r" + sent.incrementAndGet();
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ingest"))
              .header("Content-Type", "application/x-ndjson")
              .header("X-Tokenly-Hostname", "web-1")
              .POST(HttpRequest.BodyPublishers.ofString(Ledger.line(id, AT, 1, "0.000001")))
              .build();
      try {
        if (http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 200) {
          acknowledged.add(id);
        }
      } catch (IOException | InterruptedException _) {
        return;
      }
    }
  }

  /** Has the database write its checkpoint over and over until the server is gone. */
  private void checkpointUntilKilled(int port) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/storage/optimize"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    try {
      while (http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 200) {
        checkpoints.incrementAndGet();
      }
    } catch (IOException | InterruptedException _) {
      // Killed, as it should be.
    }
  }

  private void runAndKill(long millis) throws Exception {
    runAndKill(millis, false);
  }

  private void runAndKill(long millis, boolean checkpointing) throws Exception {
    Running server = start();
    try (ExecutorService agents = Executors.newVirtualThreadPerTaskExecutor()) {
      if (checkpointing) {
        agents.execute(() -> checkpointUntilKilled(server.port()));
      }
      List<Future<?>> uploads = new ArrayList<>();
      for (int agent = 0; agent < AGENTS; agent++) {
        uploads.add(agents.submit(() -> uploadUntilKilled(server.port())));
      }
      int before = acknowledged.size();
      int checkpointsBefore = checkpoints.get();
      // A kill counts only when it hits a live write, or a checkpoint after the first.
      Ledger.until(
          () -> acknowledged.size() > before && (!checkpointing || checkpoints.get() > checkpointsBefore));
      Thread.sleep(millis);
      server.process().destroyForcibly();
      for (Future<?> upload : uploads) {
        upload.get(30, TimeUnit.SECONDS);
      }
    } finally {
      server.process().destroyForcibly().waitFor();
    }
  }

  private void assertEveryAcknowledgedCallIsCountedOnce() throws Exception {
    try (Ledger ledger = new Ledger(folder)) {
      ledger.settle();
      long counted = ledger.get("/summary").fields().count("total_requests");
      assertTrue(counted >= acknowledged.size(), counted + " counted, " + acknowledged.size() + " acknowledged");
      assertTrue(counted <= sent.get(), counted + " counted, " + sent.get() + " sent");
      resendEverything(ledger);
      assertEquals(sent.get(), ledger.get("/summary").fields().count("total_requests"));
      for (String id : acknowledged.stream().limit(50).toList()) {
        assertEquals(1, ledger.store.usage().ask().find(id).size(), id);
      }
      assertEquals(List.of(), ledger.store.usage().care().verify());
    }
  }

  /** What an agent does that heard no answer: what was stored is a duplicate, what was not is counted now. */
  private void resendEverything(Ledger ledger) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 1; i <= sent.get(); i++) {
      lines.append(Ledger.line("r" + i, AT, 1, "0.000001"));
    }
    assertEquals(200, ledger.upload("web-1", lines.toString()).status());
    ledger.settle();
  }

  @Test
  void f09_a_kill_while_the_database_writes_its_checkpoint_leaves_a_clean_one() throws Exception {
    Random random = new Random(9);
    for (int kill = 0; kill < Math.max(2, KILLS / 3); kill++) {
      runAndKill(100 + random.nextInt(400), true);
    }
    assertTrue(checkpoints.get() > 0, "no checkpoint was under way");
    assertEveryAcknowledgedCallIsCountedOnce();
  }

  @Test
  void f07_f08_counts_every_call_once_through_kills_at_any_moment_and_repeats() throws Exception {
    Random random = new Random(11);
    for (int kill = 0; kill < KILLS; kill++) {
      runAndKill(random.nextInt(400));
    }
    assertEveryAcknowledgedCallIsCountedOnce();
  }

  @Test
  void f11_rebuilds_from_the_journal_what_a_damaged_write_ahead_log_lost() throws Exception {
    runAndKill(500);
    Path log = folder.resolve("tokenly.duckdb.wal");
    assertTrue(Files.size(log) > 1000, "the kill hit no live write");
    byte[] bytes = Files.readAllBytes(log);
    bytes[bytes.length / 2] ^= 0x40;
    Files.write(log, bytes, StandardOpenOption.TRUNCATE_EXISTING);
    assertEveryAcknowledgedCallIsCountedOnce();
  }

  @Test
  void f10_rebuilds_from_the_journal_after_a_power_cut_zeroed_the_end_of_the_log() throws Exception {
    runAndKill(500);
    Path log = folder.resolve("tokenly.duckdb.wal");
    assertTrue(Files.size(log) > 1000, "the kill hit no live write");
    byte[] bytes = Files.readAllBytes(log);
    Arrays.fill(bytes, bytes.length * 2 / 3, bytes.length, (byte) 0);
    Files.write(log, bytes, StandardOpenOption.TRUNCATE_EXISTING);
    assertEveryAcknowledgedCallIsCountedOnce();
  }
}
