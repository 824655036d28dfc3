package dev.tokenly.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.server.settings.Settings;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup put back is proved first, replaces everything at once, and the journal fills in what came after it. */
class RestoreTest {
  private static final int LINES = 400;

  @TempDir private Path folder;
  private Path backup;

  /** A server that backed up one call and counted {@value #LINES} more after that. */
  @BeforeEach
  void live() throws Exception {
    TestFolder.copyTo(folder);
    try (TestServer server = new TestServer(folder)) {
      server.useToken(TestFolder.token());
      server.beat("web-1", null);
      server.put("/api/manage/clients/web-1/approve", "{}");
      upload(server, 0, 1);
      assertEquals("1", counted(server));
      assertEquals(200, server.post("/api/manage/backup", "{\"target\":\"old.duckdb\"}").status());
      upload(server, 1, LINES);
      assertEquals(Integer.toString(1 + LINES), counted(server));
    }
    backup = folder.resolve("backups/old.duckdb");
  }

  private static void upload(TestServer server, int from, int count) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = from; i < from + count; i++) {
      lines
          .append(
              "{\"timestamp\":\"2026-11-19T10:00:00Z\",\"service\":\"openai\",\"model\":\"gpt-5\",\"input_tokens\":")
          .append(i).append(",\"output_tokens\":1,\"request_id\":\"r").append(i).append("\"}\n");
    }
    assertEquals(200, server.lines("web-1", lines.toString()).status());
  }

  private static String counted(TestServer server) throws Exception {
    while (!server.get("/api/manage/status").at("ingestion.backlog_files").equals("0")) {
      Thread.onSpinWait();
    }
    return server.get("/api/manage/analytics/summary").text("total_requests");
  }

  private String countedAfterStart() throws Exception {
    try (TestServer server = new TestServer(folder)) {
      server.useToken(TestFolder.token());
      String counted = counted(server);
      assertEquals("true", server.post("/api/manage/storage/verify", "{}").text("sound"));
      assertEquals("true", server.get("/api/manage/audit/verify").text("valid"));
      return counted;
    }
  }

  @Test
  void a_restored_backup_is_filled_from_the_journal_and_the_old_files_are_kept() throws Exception {
    Restore.Done done;
    try (Restore restore = Restore.in(folder)) {
      assertEquals(1, restore.check(restore.find("old.duckdb")).stats().records());
      done = restore.apply(restore.find(null));
    }
    assertEquals(1, done.proof().stats().records());
    assertTrue(Files.exists(Objects.requireNonNull(done.setAside()).resolve("tokenly.duckdb")));
    assertTrue(done.journalSegments() > 0);
    assertEquals(Integer.toString(1 + LINES), countedAfterStart());
    assertTrue(Files.exists(backup), "the backup is still there");
    try (Stream<Path> files = Files.list(folder)) {
      assertTrue(files.noneMatch(file -> file.getFileName().toString().startsWith("restore-")));
    }
  }

  /** What was acknowledged after the backup is gone from here, its journal too. */
  private void loseTheJournal() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("journal"))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** A beat of a machine whose last upload is this one; the id of what it is asked to send again, empty for nothing. */
  private static String askedOf(TestServer server, String lastBatch, String receivedAt, String resynced)
      throws Exception {
    String footing =
        "{\"last_batch\": {\"ingestion_id\": \"%s\", \"received_at\": \"%s\"}, \"resynced\": \"%s\", "
            .formatted(lastBatch, receivedAt, resynced);
    TestServer.Answer answer =
        server.call("POST", "/api/heartbeat", null, TestServer.heartbeat("web-1").replaceFirst("\\{", footing));
    assertEquals(200, answer.status());
    return answer.at("resync.id");
  }

  /** Fault 26. Asked once for each time it was put back; agents that cannot tell where they stand are left alone. */
  @Test
  void f26_after_a_restore_machines_are_asked_once_and_what_they_send_again_counts_once() throws Exception {
    loseTheJournal();
    try (Restore restore = Restore.in(folder)) {
      restore.apply(restore.find("old.duckdb"));
    }
    try (TestServer server = new TestServer(folder)) {
      server.useToken(TestFolder.token());
      assertEquals("1", counted(server));
      assertEquals("", server.beat("web-1", null).at("resync.id"));
      assertEquals("", askedOf(server, UUID.randomUUID().toString(), "2026-11-20T08:59:59Z", ""));
      String asked = askedOf(server, UUID.randomUUID().toString(), "2026-11-20T09:30:00Z", "");
      assertNotEquals("", asked);
      upload(server, 0, 1 + LINES);
      assertEquals(Integer.toString(1 + LINES), counted(server));
      assertEquals("", askedOf(server, UUID.randomUUID().toString(), "2026-11-20T10:00:00Z", asked));
    }
  }

  /** Fault 26. Nobody said that the database was put back: the machine's last upload is one it never saw. */
  @Test
  void f26_a_database_exchanged_by_hand_is_known_by_an_upload_it_never_saw() throws Exception {
    loseTheJournal();
    Files.deleteIfExists(folder.resolve("tokenly.duckdb.wal"));
    Files.copy(backup, folder.resolve("tokenly.duckdb"), StandardCopyOption.REPLACE_EXISTING);
    TestClock later = new TestClock();
    later.advance(Duration.ofMinutes(10));
    try (TestServer server = new TestServer(Settings.temporary(folder), later)) {
      server.useToken(TestFolder.token());
      String lost = UUID.randomUUID().toString();
      assertEquals("", askedOf(server, lost, "2026-11-20T09:00:00Z", ""), "older than what is known");
      assertEquals("", askedOf(server, lost, "2026-11-20T10:11:00Z", ""), "acknowledged since the start");
      assertEquals(lost, askedOf(server, lost, "2026-11-20T10:05:00Z", ""));
      assertEquals("", askedOf(server, lost, "2026-11-20T10:05:00Z", lost));
    }
  }

  @Test
  void a_backup_that_is_not_sound_changes_nothing() throws Exception {
    byte[] before = Files.readAllBytes(folder.resolve("tokenly.duckdb"));
    Path cut = folder.resolve("backups/cut.duckdb");
    byte[] whole = Files.readAllBytes(backup);
    Files.write(cut, Arrays.copyOf(whole, whole.length / 3));
    Path garbage = Files.writeString(folder.resolve("backups/garbage.duckdb"), "no database".repeat(5000));
    try (Restore restore = Restore.in(folder)) {
      for (Path bad : new Path[] {cut, garbage}) {
        IOException refused = assertThrows(IOException.class, () -> restore.apply(bad));
        assertTrue(refused.toString().contains(bad.toString()), refused::toString);
      }
      assertTrue(
          assertThrows(IOException.class, () -> restore.find("none.duckdb")).toString().contains("none.duckdb"));
    }
    assertTrue(Arrays.equals(before, Files.readAllBytes(folder.resolve("tokenly.duckdb"))));
    assertEquals(Integer.toString(1 + LINES), countedAfterStart());
  }

  @Test
  void a_folder_whose_server_runs_is_left_alone_and_the_server_named() throws Exception {
    try (TestServer _ = new TestServer(folder)) {
      IOException refused = assertThrows(IOException.class, () -> Restore.in(folder));
      assertTrue(refused.toString().contains("PID " + ProcessHandle.current().pid()), refused::toString);
    }
  }

  /** Faults 10 and 11: of the log what is sound opens, the journal fills in the rest, and it is said so. */
  @Test
  void f10_f11_administration_before_the_damage_is_kept_and_the_rest_is_in_the_audit_and_in_status(
      @TempDir Path zeroed, @TempDir Path extended) throws Exception {
    int sound;
    try (TestServer server = new TestServer(folder)) {
      server.useToken(TestFolder.token());
      server.beat("web-2", null);
      assertEquals(200, server.put("/api/manage/clients/web-2/approve", "{}").status());
      assertEquals(201, server.post("/api/manage/users",
          "{\"username\":\"anna\",\"password\":\"correct-horse-battery-9\",\"role\":\"viewer\"}").status());
      sound = (int) Files.size(folder.resolve("tokenly.duckdb.wal"));
      upload(server, 1 + LINES, 50);
      assertEquals(Integer.toString(51 + LINES), counted(server));
      copyAsItIs(zeroed);
      copyAsItIs(extended);
    }
    byte[] log = Files.readAllBytes(zeroed.resolve("tokenly.duckdb.wal"));
    assertTrue(log.length > sound + 1000, "nothing was in the log");
    byte[] tail = log.clone();
    Arrays.fill(tail, sound + (log.length - sound) / 2, log.length, (byte) 0);
    keepsAdministration(zeroed, tail);
    byte[] garbage = Arrays.copyOf(log, log.length + 64);
    Arrays.fill(garbage, log.length, log.length + 2, (byte) 0);
    garbage[log.length] = 9;
    keepsAdministration(extended, garbage);
  }

  private static void keepsAdministration(Path copy, byte[] log) throws Exception {
    Files.write(copy.resolve("tokenly.duckdb.wal"), log);
    try (TestServer server = new TestServer(copy)) {
      server.useToken(TestFolder.token());
      assertEquals(Integer.toString(51 + LINES), counted(server));
      assertEquals("1", server.get("/api/manage/audit?actions=storage_recovered").text("total"));
      assertEquals("true", server.get("/api/manage/audit/verify").text("valid"));
      assertEquals("approved", server.get("/api/manage/clients/web-2").text("status"));
      assertTrue(server.get("/api/manage/users").http().body().contains("anna"));
      String said = server.get("/api/manage/status").at("storage.recovered.0");
      assertTrue(said.contains("quarantine") && said.contains("sound bytes opened"), said);
    }
  }

  private void copyAsItIs(Path copy) throws IOException {
    for (String name : List.of("tokenly.duckdb.wal", "tokenly.duckdb", "secrets.json")) {
      Files.copy(folder.resolve(name), copy.resolve(name));
    }
    Path journal = Files.createDirectory(copy.resolve("journal"));
    try (Stream<Path> segments = Files.list(folder.resolve("journal"))) {
      for (Path segment : segments.toList()) {
        Files.copy(segment, journal.resolve(segment.getFileName()));
      }
    }
  }

  /** Fault 12: whatever page is damaged, the answer is right or none at all, and a restore brings everything back. */
  @Test
  void f12_a_damaged_page_is_never_answered_from_and_a_restore_mends_it() throws Exception {
    Path database = folder.resolve("tokenly.duckdb");
    byte[] sound = Files.readAllBytes(database);
    Random random = new Random(12);
    int refusedOrSilent = 0;
    int tries = 6 * Integer.getInteger("tokenly.test.scale", 1);
    for (int i = 0; i < tries; i++) {
      Files.write(database, sound);
      flip(database, random);
      refusedOrSilent += answersRightOrNot(folder) ? 0 : 1;
    }
    assertTrue(refusedOrSilent > 0, "no flip hit anything");
    try (Restore restore = Restore.in(folder)) {
      restore.apply(backup);
    }
    assertEquals(Integer.toString(1 + LINES), countedAfterStart());
  }

  private static void flip(Path database, Random random) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "rw")) {
      long block = 12_288 + 262_144L * random.nextInt((int) Math.max(1, (file.length() - 12_288) / 262_144));
      for (int n = 0; n < 64; n++) {
        long at = block + random.nextInt(262_144);
        file.seek(at);
        int was = file.read();
        file.seek(at);
        file.write(was ^ 0x5a);
      }
    }
  }

  /** True when the server answers right, false when it refuses to start or to answer; wrong numbers fail the test. */
  private static boolean answersRightOrNot(Path folder) throws Exception {
    try (TestServer server = new TestServer(folder)) {
      server.useToken(TestFolder.token());
      TestServer.Answer summary = server.get("/api/manage/analytics/summary");
      if (summary.status() != 200) {
        assertEquals(503, summary.status(), summary.http().body());
        assertTrue(summary.text("message").contains("tokenly restore"), summary.http().body());
        assertEquals(503, server.call("GET", "/health", null, null).status());
        return false;
      }
      assertEquals(Integer.toString(1 + LINES), summary.text("total_requests"));
      return true;
    } catch (RuntimeException | IOException refused) {
      assertTrue(String.valueOf(refused.getMessage()).contains("damaged"), String.valueOf(refused));
      return false;
    }
  }
}
