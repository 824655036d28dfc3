package dev.tokenly.server.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.ZstdInputStream;
import dev.tokenly.model.json.Fields;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CareTest {
  private static final Instant AT = Ledger.NOW.minusSeconds(3600);

  @TempDir Path folder;
  @TempDir Path second;
  private Ledger ledger;

  @BeforeEach
  void start() throws Exception {
    ledger = new Ledger(folder);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      lines.append(Ledger.line("r" + i, AT.minus(Duration.ofDays(i)), i, "0.0000000001"));
    }
    String bare = Ledger.line("x", AT, 3, "0.5").replace(",\"request_id\":\"x\"", "");
    ledger.upload("web-1", lines.toString());
    ledger.upload("web-2", bare.replace("gpt-5", "=HYPERLINK(1)") + bare.replace(",\"cost_usd\":0.5", ""));
    ledger.settle();
  }

  @AfterEach
  void stop() {
    ledger.close();
  }

  private static long requests(Ledger of) throws Exception {
    return of.get("/summary?start_time=2020-01-01").fields().count("total_requests");
  }

  @Test
  void an_export_imported_elsewhere_or_again_is_the_same_ledger() throws Exception {
    for (String kind : List.of("format=jsonl", "format=jsonl&compression=zstd", "format=parquet")) {
      byte[] export = ledger.bytes("/export?" + kind);
      Ledger.Answer again = ledger.importing(export);
      assertEquals(200, again.status(), again.text());
      assertEquals(0, again.fields().count("records_stored"), kind + again.text());
      assertEquals(302, again.fields().count("records_duplicate"), kind);
      try (Ledger elsewhere = new Ledger(Files.createTempDirectory(second, "other"))) {
        Ledger.Answer first = elsewhere.importing(export);
        assertEquals(302, first.fields().count("records_stored"), kind + first.text());
        assertEquals(302, requests(elsewhere));
        BigDecimal there = elsewhere.get("/summary?start_time=2020-01-01").fields().decimal("total_cost");
        assertEquals(ledger.get("/summary?start_time=2020-01-01").fields().decimal("total_cost"), there);
        assertEquals(1, elsewhere.get("/summary").fields().count("unpriced_requests"));
      }
    }
    assertEquals(302, requests(ledger));
  }

  @Test
  void packed_exports_hold_the_same_bytes() throws Exception {
    byte[] plain = ledger.bytes("/export?format=csv");
    byte[] gzip = ledger.bytes("/export?format=csv&compression=gzip");
    byte[] zstd = ledger.bytes("/export?format=csv&compression=zstd");
    try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
      assertArrayEquals(plain, unpacked.readAllBytes());
    }
    try (ZstdInputStream unpacked = new ZstdInputStream(new ByteArrayInputStream(zstd))) {
      assertArrayEquals(plain, unpacked.readAllBytes());
    }
    String text = new String(plain, StandardCharsets.UTF_8);
    assertEquals(303, text.lines().count());
    assertTrue(text.contains(",\"'=HYPERLINK(1)\","), "a formula must not reach a spreadsheet");
    assertTrue(text.contains(",0.0000000001,"), "costs keep their decimals");
  }

  @Test
  void an_export_takes_the_filters_of_analytics() throws Exception {
    String text = new String(ledger.bytes("/export?client_ids=web-2&start_time=7d"), StandardCharsets.UTF_8);
    assertEquals(2, text.lines().count());
    assertEquals(400, ledger.get("/export?format=xml").status());
    assertEquals(400, ledger.get("/export?compression=rar").status());
  }

  @Test
  void an_import_counts_bad_lines_and_keeps_the_good_ones() throws Exception {
    String file = "nonsense\n" + Ledger.line("new", AT, 1, "1") + "\n{\"record_id\":\"zz\",\"record_hash\":\"q\"}\n";
    Fields answer = ledger.importing(file.getBytes(StandardCharsets.UTF_8)).fields();
    assertEquals(1, answer.count("records_stored"));
    assertEquals(2, answer.count("records_invalid"));
    assertTrue(answer.texts("errors").getFirst().startsWith("line 1: "));
  }

  @Test
  void an_import_can_be_tried_first() throws Exception {
    byte[] file =
        ("nonsense\n" + Ledger.line("r1", AT.minus(Duration.ofDays(1)), 1, "0.0000000001")
            + Ledger.line("new", AT, 1, "1"))
            .getBytes(StandardCharsets.UTF_8);
    String files = ledger.get("/files").text();
    for (int time = 0; time < 2; time++) {
      Fields plan = ledger.importing("?dry_run=true", file).fields();
      assertTrue(plan.flag("dry_run", false));
      assertEquals(1, plan.count("records_stored"), plan.toString());
      assertEquals(1, plan.count("records_invalid"));
      assertEquals(1, plan.count("clients_made"), "the machine of lines that name none");
    }
    assertEquals(302, requests(ledger));
    assertEquals(files, ledger.get("/files").text());
    Fields done = ledger.importing(file).fields();
    assertEquals(1, done.count("records_stored"));
    assertEquals(1, done.count("clients_made"));
    assertEquals(303, requests(ledger));
  }

  @Test
  void retention_tells_first_and_then_removes_records_but_not_sums() throws Exception {
    assertEquals(200, ledger.put("/retention/policy", "{\"default_retention_days\":30}").status());
    Fields dry = ledger.post("/retention/apply", "{\"dry_run\":true}").fields();
    assertEquals(270, dry.count("records"));
    assertEquals(302, ledger.get("/retention").fields().object("storage").count("records"));

    Fields done = ledger.post("/retention/apply", "{\"dry_run\":false}").fields();
    assertEquals(270, done.count("records"));
    assertEquals(32, ledger.get("/retention").fields().object("storage").count("records"));
    assertEquals(302, requests(ledger), "sums outlive records");
    assertEquals(400, ledger.put("/retention/policy", "{\"default_retention_days\":0}").status());
    assertEquals(400, ledger.put("/retention/policy", "{\"aggregate_retention_days\":7}").status());
  }

  @Test
  void the_longest_of_the_rules_that_apply_wins() throws Exception {
    ledger.put("/retention/policy", "{\"default_retention_days\":30,\"services\":{\"openai\":200}}");
    assertEquals(100, ledger.post("/retention/apply", "{\"dry_run\":false}").fields().count("records"));
  }

  @Test
  void retention_knows_machines_by_host_name_too_and_refuses_one_there_is_not() throws Exception {
    ledger.put("/retention/policy", "{\"default_retention_days\":30,\"clients\":{\"web-1\":200}}");
    assertEquals(100, ledger.post("/retention/apply", "{\"dry_run\":false}").fields().count("records"));
    Ledger.Answer refused = ledger.put("/retention/policy", "{\"clients\":{\"web-9\":400}}");
    assertEquals(400, refused.status());
    assertTrue(refused.text().contains("web-9"), refused.text());
  }

  @Test
  void retention_runs_once_a_day_by_itself() throws Exception {
    ledger.care.retention().applyDaily();
    assertEquals(92, ledger.get("/retention").fields().object("storage").count("records"));
    String ran = lastRun();
    ledger.care.retention().applyDaily();
    assertEquals(ran, lastRun());
    ledger.clock.move(Duration.ofDays(1));
    ledger.care.retention().applyDaily();
    assertNotEquals(ran, lastRun());
  }

  private String lastRun() throws Exception {
    return ledger.get("/retention").fields().object("last_run").text("at");
  }

  @Test
  void f36_a_clock_that_jumps_ahead_by_years_removes_nothing_and_one_that_returns_goes_on() throws Exception {
    ledger.care.retention().applyDaily();
    long before = requests(ledger);
    ledger.clock.move(Duration.ofDays(3650));
    ledger.care.retention().applyDaily();
    assertEquals(92, ledger.store.usage().ask().stats().records());
    ledger.clock.move(Duration.ofDays(-3650));
    assertEquals(before, requests(ledger));
    ledger.clock.move(Duration.ofDays(2));
    String last = lastRun();
    ledger.care.retention().applyDaily();
    assertTrue(!last.equals(lastRun()), "retention goes on");
  }

  @Test
  void a_backup_is_verified_and_goes_nowhere_but_to_its_folder() throws Exception {
    Fields backup = ledger.post("/backup", "{\"target\":\"before.duckdb\"}").fields();
    assertEquals(302, backup.count("records"));
    assertTrue(Files.size(folder.resolve("backups/before.duckdb")) > 0);
    assertEquals(409, ledger.post("/backup", "{\"target\":\"before.duckdb\"}").status());
    for (String path : List.of("../x", "/tmp/x", "a/b", ".hidden", "")) {
      assertEquals(400, ledger.post("/backup", "{\"target\":\"" + path + "\"}").status(), path);
    }
    assertEquals(1, ledger.get("/backup").fields().count("total"));
  }

  @Test
  void f26_a_ledger_put_back_from_an_old_backup_is_filled_from_the_journal() throws Exception {
    Path old = Files.createDirectories(second.resolve("old"));
    ledger.post("/backup", "{\"target\":\"old.duckdb\"}");
    ledger.upload("web-1", Ledger.line("later", AT, 1, "1"));
    ledger.settle();
    ledger.close();
    Files.copy(folder.resolve("backups/old.duckdb"), old.resolve("tokenly.duckdb"));
    copyJournal(old);
    ledger = new Ledger(old);
    ledger.settle();
    assertEquals(303, requests(ledger));
  }

  private void copyJournal(Path to) throws IOException {
    Path journal = Files.createDirectories(to.resolve("journal"));
    try (Stream<Path> files = Files.list(folder.resolve("journal"))) {
      for (Path file : files.toList()) {
        Files.copy(file, journal.resolve(String.valueOf(file.getFileName())));
      }
    }
  }

  @Test
  void optimizing_and_verifying_change_no_answer() throws Exception {
    assertEquals(200, ledger.post("/storage/optimize", "{}").status());
    assertTrue(ledger.post("/storage/verify", "{}").fields().flag("sound", false));
    assertEquals(302, requests(ledger));
  }
}
