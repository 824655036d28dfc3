package dev.tokenly.server.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.json.Fields;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestTest {
  private static final Instant AT = Ledger.NOW.minusSeconds(3600);

  @TempDir Path folder;
  private Ledger ledger;

  @BeforeEach
  void start() throws IOException {
    ledger = new Ledger(folder);
  }

  @AfterEach
  void stop() {
    ledger.close();
  }

  private String upload(String lines) throws Exception {
    Ledger.Answer answer = ledger.upload("web-1", lines);
    assertEquals(200, answer.status(), answer.text());
    ledger.settle();
    return answer.fields().text("ingestion_id");
  }

  private BigDecimal cost() throws Exception {
    return ledger.get("/summary").fields().decimal("total_cost");
  }

  @Test
  void counts_a_call_once_however_often_it_arrives() throws Exception {
    String lines = Ledger.line("a", AT, 5, "0.1") + Ledger.line("b", AT, 7, "0.0000000001");
    upload(lines);
    upload(lines);
    String again = upload(Ledger.line("b", AT, 9, "0.25"));

    Fields summary = ledger.get("/summary").fields();
    assertEquals(2, summary.count("total_requests"));
    assertEquals(new BigDecimal("0.35"), summary.decimal("total_cost"));
    Fields file = ledger.get("/files/" + again).fields();
    assertEquals("processed", file.text("status"));
    assertEquals(1, file.count("records_replaced"));
    assertEquals("web-1", file.text("hostname"));
  }

  @Test
  void reads_crlf_a_byte_order_mark_and_a_last_line_without_newline() throws Exception {
    String lines = "\ufeff" + Ledger.line("a", AT, 5, "1").replace("\n", "\r\n") + "\r\n  \n"
        + Ledger.line("b", AT, 5, "1").strip();
    Fields file = ledger.get("/files/" + upload(lines)).fields();
    assertEquals(2, file.count("records_stored"));
    assertEquals(0, file.count("records_invalid"));
  }

  @Test
  void fails_a_file_below_half_and_stores_nothing_of_it() throws Exception {
    String id = upload(Ledger.line("a", AT, 5, "1") + "x\ny\n");
    Fields file = ledger.get("/files/" + id).fields();
    assertEquals("failed", file.text("status"));
    assertTrue(file.text("failure_reason").contains("1 of 3"), file.text("failure_reason"));
    assertEquals(List.of("line 2: not valid JSON at column 1", "line 3: not valid JSON at column 1"),
        file.texts("errors").stream().map(error -> error.replaceAll("column \\d+", "column 1")).toList());
    assertEquals(0, BigDecimal.ZERO.compareTo(cost()));
  }

  @Test
  void keeps_the_good_half_and_counts_the_bad_one() throws Exception {
    String lines = Ledger.line("a", AT, 5, "1")
        + Ledger.line("b", AT, -1, "1")
        + Ledger.line("c", AT, 5, "1").replace("\"input_tokens\":10", "\"input_tokens\":1.5")
        + Ledger.line("d", AT, 5, "1").replace("\"input_tokens\":10", "\"input_tokens\":3000000");
    Fields file = ledger.get("/files/" + upload(lines)).fields();
    assertEquals(2, file.count("records_stored"));
    assertEquals(2, file.count("records_invalid"));
    assertEquals("processed", file.text("status"));
  }

  @Test
  void f33_survives_lines_of_garbage_nul_bytes_and_many_megabytes_of_nothing() throws Exception {
    String huge = "x".repeat(20_000_000) + "\n";
    String lines = Ledger.line("a", AT, 5, "1") + huge + Ledger.line("b", AT, 5, "1") + "\0\0\0\n"
        + Ledger.line("c", AT, 5, "1");
    Fields file = ledger.get("/files/" + upload(lines)).fields();
    assertEquals(3, file.count("records_stored"));
    assertEquals(List.of("line 2: longer than 1048576 bytes"), file.texts("errors").subList(0, 1));
  }

  @Test
  void f34_no_line_however_poisoned_stops_the_ones_around_it() throws Exception {
    Random random = new Random(34);
    StringBuilder lines = new StringBuilder();
    int good = 0;
    for (int i = 0; i < 300; i++) {
      String line = Ledger.line("p" + i, AT, 5, "1");
      if (i % 3 == 0) {
        char[] broken = line.strip().toCharArray();
        for (int n = 0; n < 4; n++) {
          broken[random.nextInt(broken.length)] = (char) (1 + random.nextInt(0x2fff));
        }
        lines.append(new String(broken).replace('\n', ' ').replace('\r', ' ')).append('\n');
      } else {
        lines.append(line);
        good++;
      }
    }
    Fields file = ledger.get("/files/" + upload(lines.toString())).fields();
    assertEquals("processed", file.text("status"));
    assertTrue(file.count("records_stored") >= good, file.values().toString());
    long invalid = file.count("records_invalid");
    assertEquals(300,
        file.count("records_stored") + file.count("records_duplicate") + file.count("records_replaced") + invalid);
    assertEquals(200, ledger.upload("web-1", Ledger.line("after", AT, 5, "1")).status());
    ledger.settle();
    assertEquals(1, ledger.store.usage().ask().find("after").size());
  }

  @Test
  void f43_a_question_that_needs_too_much_memory_fails_alone_and_ingest_goes_on() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Ledger.Answer> greedy =
          threads.submit(() -> ledger.post("/sql", "{\"sql\":\"SELECT list(i) AS x FROM range(300000000) t(i)\"}"));
      int sent = 0;
      while (!greedy.isDone()) {
        assertEquals(200, ledger.upload("web-1", Ledger.line("m" + sent++, AT, 5, "1")).status());
      }
      assertEquals(503, greedy.get().status(), greedy.get().text());
      assertEquals("storage_unavailable", greedy.get().fields().text("error"));
      ledger.settle();
      assertEquals(sent, ledger.get("/summary").fields().count("total_requests"));
    }
  }

  @Test
  void f35_a_backlog_of_many_files_is_worked_off_and_each_counted() throws Exception {
    int files = 600 * Integer.getInteger("tokenly.test.scale", 1);
    for (int i = 0; i < files; i++) {
      assertEquals(200, ledger.upload("web-" + (1 + i % 3), Ledger.line("many" + i, AT, 5, "1")).status());
    }
    ledger.settle();
    assertEquals(files, ledger.get("/summary").fields().count("total_requests"));
    assertEquals(files, ledger.get("/files?status=processed").fields().count("total"));
  }

  @Test
  void gives_the_bytes_of_a_failed_file_and_retries_or_discards_it() throws Exception {
    String id = upload("x\n");
    assertEquals("x\n", ledger.get("/files/" + id + "/content").text());
    assertEquals(200, ledger.post("/files/" + id + "/retry", "{}").status());
    ledger.settle();
    assertEquals("failed", ledger.get("/files/" + id).fields().text("status"));
    assertEquals(1, ledger.get("/files?status=failed").fields().count("total"));

    assertEquals(200, ledger.delete("/files/" + id).status());
    assertEquals(404, ledger.get("/files/" + id).status());
    ledger.close();
    ledger = new Ledger(folder);
    ledger.settle();
    assertEquals(0, ledger.get("/files").fields().count("total"), "a replay brought it back");
  }

  @Test
  void refuses_to_retry_what_has_not_failed() throws Exception {
    String id = upload(Ledger.line("a", AT, 5, "1"));
    assertEquals(409, ledger.post("/files/" + id + "/retry", "{}").status());
    assertEquals(409, ledger.delete("/files/" + id).status());
    assertEquals(404, ledger.get("/files/nonsense").status());
  }

  @Test
  void processes_after_a_restart_what_was_accepted_before() throws Exception {
    for (int i = 0; i < 20; i++) {
      assertEquals(200, ledger.upload("web-1", Ledger.line("r" + i, AT, 5, "1")).status());
    }
    ledger.close();
    ledger = new Ledger(folder);
    ledger.settle();
    assertEquals(new BigDecimal("20"), cost());
  }

  @Test
  void merges_many_small_files_that_arrive_at_once() throws Exception {
    try (ExecutorService agents = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Ledger.Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        String line = Ledger.line("r" + i, AT, 5, "0.01");
        answers.add(agents.submit(() -> ledger.upload("web-1", line)));
      }
      for (Future<Ledger.Answer> answer : answers) {
        assertEquals(200, answer.get().status());
      }
    }
    ledger.settle();
    assertEquals(new BigDecimal("2"), cost());
    assertTrue(ledger.commits.size() < 200, ledger.commits.size() + " transactions for 200 files");
  }
}
