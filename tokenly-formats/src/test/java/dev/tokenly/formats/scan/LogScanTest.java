package dev.tokenly.formats.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tokenly.formats.log.RecordSink;
import dev.tokenly.model.UsageRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogScanTest {
  @TempDir Path folder;

  private static String call(int number) {
    return "{\"timestamp\":\"2026-11-20T10:00:00Z\",\"service\":\"anthropic\",\"model\":\"claude-sonnet-5-5\","
        + "\"input_tokens\":1,\"output_tokens\":2,\"request_id\":\"msg_" + number + "\"}";
  }

  @Test
  void groups_broken_lines_by_what_is_wrong_and_not_by_the_column() throws IOException {
    Files.writeString(
        folder.resolve("app.jsonl"), String.join("\n", call(1), call(2), "{\"a\":", "{\"longer\": nonsense}", ""));
    Ledger ledger = Ledger.compact();
    LogScan.Result read = new LogScan(ledger).paths(List.of(folder), 1);
    assertEquals(List.of(), read.unreadable());
    assertEquals(2, ledger.calls().size());
    assertEquals(Map.of("not valid JSON", 2L), ledger.rejects());
  }

  @Test
  void a_last_line_in_the_middle_of_its_json_is_unfinished_and_no_error() throws IOException {
    Files.writeString(folder.resolve("native.jsonl"), call(1) + "\n" + call(2).substring(0, 70));
    Files.writeString(
        folder.resolve("claude.jsonl"),
        """
        {"type":"assistant","timestamp":"2026-11-20T10:00:02Z","sessionId":"s","uuid":"u",\
        "message":{"id":"msg_01AbCdEfGhIjKl","model":"claude-sonnet-5-5","usage":{"input_tokens":1,"output_tokens":2}}}
        {"type":"assistant","timestamp":"2026-11-20T10:00:03Z","message":{"usage":{"input_""");
    Ledger ledger = Ledger.compact();
    new LogScan(ledger).paths(List.of(folder), 1);
    assertEquals(2, ledger.calls().size());
    assertEquals(Map.of(), ledger.rejects());
    assertEquals(2, ledger.unfinished());
  }

  @Test
  void a_last_line_that_only_misses_its_newline_counts() throws IOException {
    Files.writeString(folder.resolve("native.jsonl"), call(1) + "\n" + call(2));
    Ledger ledger = Ledger.compact();
    new LogScan(ledger).paths(List.of(folder), 1);
    assertEquals(2, ledger.calls().size());
    assertEquals(0, ledger.unfinished());
  }

  @Test
  void a_file_with_fewer_than_half_valid_lines_is_left_alone_and_named() throws IOException {
    Path other = folder.resolve("other.jsonl");
    Files.writeString(other, String.join("\n", call(1), "one", "two", ""));
    Ledger ledger = Ledger.compact();
    LogScan.Result read = new LogScan(ledger).paths(List.of(folder), 1);
    assertEquals(0, ledger.calls().size());
    assertEquals(
        List.of(new LogScan.Unreadable(other, "fewer than half of its lines are valid usage records")),
        read.unreadable());
  }

  @Test
  void a_file_that_no_reader_survives_is_named_and_loses_no_other() throws IOException {
    Path chat = folder.resolve("a.jsonl");
    String header = "{\"sessionId\":\"g\",\"projectHash\":\"p\",\"startTime\":\"2026-11-20T10:00:00Z\"}\n";
    int depth = 200_000;
    Files.writeString(chat, header + "{\"$set\":".repeat(depth) + "{}" + "}".repeat(depth) + "\n");
    Files.writeString(folder.resolve("b.jsonl"), call(1) + "\n");
    Ledger ledger = Ledger.compact();
    LogScan.Result read = new LogScan(ledger).paths(List.of(folder), 1);
    assertEquals(1, ledger.calls().size());
    assertEquals(
        List.of(new LogScan.Unreadable(chat, "its reader does not survive it (StackOverflowError)")),
        read.unreadable());
  }

  @Test
  void a_scan_whose_threads_die_has_no_result() throws IOException {
    Files.writeString(folder.resolve("native.jsonl"), call(1) + "\n");
    RecordSink full =
        new RecordSink() {
          @Override
          public void record(UsageRecord usage) {
            throw new OutOfMemoryError("no room for another record");
          }

          @Override
          public void bad(String reason) {}
        };
    assertThrows(IllegalStateException.class, () -> new LogScan(full).paths(List.of(folder), 1));
  }

  @Test
  void a_database_is_recognised_by_a_table_that_was_made_after_much_else() throws Exception {
    Path store = folder.resolve("store.db");
    try (Connection owner = DriverManager.getConnection("jdbc:sqlite:" + store);
        Statement statement = owner.createStatement()) {
      statement.execute("BEGIN");
      for (int table = 0; table < 80; table++) {
        statement.execute("CREATE TABLE turns_" + table + " (id INTEGER, a_column_with_a_long_name TEXT)");
      }
      statement.execute("INSERT INTO turns_0 VALUES (1, hex(zeroblob(500000)))");
      statement.execute(
          "CREATE TABLE assistant_usage_events (id INTEGER, created_at TEXT, model TEXT, input_tokens INTEGER)");
      statement.execute("INSERT INTO assistant_usage_events VALUES (1, '2026-11-20T10:00:00Z', 'gpt-6-sol', 10)");
      statement.execute("COMMIT");
    }
    Ledger ledger = Ledger.compact();
    LogScan.Result read = new LogScan(ledger).paths(List.of(store), 1);
    assertEquals(List.of(), read.unreadable());
    assertEquals(1, ledger.calls().size());
  }
}
