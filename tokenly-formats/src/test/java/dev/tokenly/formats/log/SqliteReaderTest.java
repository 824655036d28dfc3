package dev.tokenly.formats.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tokenly.formats.scan.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteReaderTest {
  private static final String TABLE =
      "CREATE TABLE assistant_usage_events (id INTEGER, created_at TEXT, model TEXT, input_tokens INTEGER, output_tokens INTEGER)";
  private static final String ROW =
      "INSERT INTO assistant_usage_events VALUES (%d, '2026-11-20T10:00:00Z', 'gpt-6-sol', 10, 5)";

  @TempDir Path temp;

  private Path database() {
    return temp.resolve("session-store.db");
  }

  private Connection owner(String mode) throws SQLException {
    Connection owner = DriverManager.getConnection("jdbc:sqlite:" + database());
    try (Statement statement = owner.createStatement()) {
      statement.execute("PRAGMA journal_mode=" + mode);
      statement.execute(TABLE);
      statement.execute(ROW.formatted(1));
    }
    return owner;
  }

  private int calls() throws IOException {
    Ledger ledger = Ledger.full();
    read(ledger);
    return ledger.calls().size();
  }

  private void read(Ledger ledger) throws IOException {
    LogReader reader = new CopilotCli().open(new LogFile(database(), Instant.EPOCH), "");
    assertInstanceOf(LogReader.Whole.class, reader).read(ledger);
  }

  private List<String> folder() throws IOException {
    try (Stream<Path> files = Files.list(temp)) {
      return files.map(path -> String.valueOf(path.getFileName())).sorted().toList();
    }
  }

  @Test
  void sees_what_a_running_owner_has_only_in_its_write_ahead_log() throws Exception {
    try (Connection owner = owner("WAL");
        Statement statement = owner.createStatement()) {
      statement.execute(ROW.formatted(2));
      assertEquals(2, calls());
      statement.execute(ROW.formatted(3));
      assertEquals(3, calls());
    }
  }

  @Test
  void leaves_no_file_beside_a_database_whose_owner_is_gone() throws Exception {
    owner("WAL").close();
    List<String> before = folder();
    byte[] content = Files.readAllBytes(database());
    assertEquals(1, calls());
    assertEquals(before, folder());
    assertEquals(true, java.util.Arrays.equals(content, Files.readAllBytes(database())));
  }

  @Test
  void does_not_wait_for_ever_on_a_locked_database_and_says_so() throws Exception {
    try (Connection owner = owner("DELETE");
        Statement statement = owner.createStatement()) {
      statement.execute("PRAGMA locking_mode=EXCLUSIVE");
      statement.execute("BEGIN EXCLUSIVE");
      statement.execute(ROW.formatted(2));
      IOException e = assertThrows(IOException.class, this::calls);
      assertEquals(true, String.valueOf(e.getMessage()).startsWith("reading the database session-store.db failed"));
      statement.execute("COMMIT");
    }
    assertEquals(2, calls());
  }

  @Test
  void takes_a_file_that_is_no_database_as_unreadable() throws Exception {
    Files.writeString(database(), "SQLite format 3\0 but not really");
    assertThrows(IOException.class, this::calls);
  }

  @Test
  void sees_only_what_its_owner_has_committed_and_keeps_it_from_nothing() throws Exception {
    try (Connection owner = owner("WAL");
        Statement statement = owner.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      statement.execute(ROW.formatted(2));
      assertEquals(1, calls());
      statement.execute("COMMIT");
      assertEquals(2, calls());
    }
  }

  @Test
  void reads_no_change_that_its_owner_died_in_the_middle_of() throws Exception {
    Path torn = temp.resolve("torn");
    Files.createDirectory(torn);
    try (Connection owner = owner("DELETE");
        Statement statement = owner.createStatement()) {
      statement.execute("PRAGMA cache_size=1");
      statement.execute("BEGIN IMMEDIATE");
      for (int row = 2; row < 500; row++) {
        statement.execute(ROW.formatted(row));
      }
      Files.copy(database(), torn.resolve("session-store.db"));
      Files.copy(temp.resolve("session-store.db-journal"), torn.resolve("session-store.db-journal"));
      statement.execute("ROLLBACK");
    }
    byte[] before = Files.readAllBytes(torn.resolve("session-store.db"));
    LogReader reader = new CopilotCli().open(new LogFile(torn.resolve("session-store.db"), Instant.EPOCH), "");
    Ledger ledger = Ledger.full();
    assertThrows(IOException.class, () -> assertInstanceOf(LogReader.Whole.class, reader).read(ledger));
    assertEquals(0, ledger.calls().size());
    assertArrayEquals(before, Files.readAllBytes(torn.resolve("session-store.db")));
  }

  @Test
  void says_that_pages_are_broken() throws Exception {
    try (Connection owner = owner("DELETE");
        Statement statement = owner.createStatement()) {
      for (int row = 2; row < 2000; row++) {
        statement.execute(ROW.formatted(row));
      }
    }
    byte[] bytes = Files.readAllBytes(database());
    java.util.Arrays.fill(bytes, bytes.length - 12 * 4096, bytes.length, (byte) 0xff);
    Files.write(database(), bytes);
    assertThrows(IOException.class, this::calls);
  }

  @Test
  void counts_a_row_that_changed_after_it_was_read_anew_and_one_that_is_gone_still() throws Exception {
    Ledger ledger = Ledger.full();
    try (Connection owner = owner("WAL");
        Statement statement = owner.createStatement()) {
      read(ledger);
      statement.execute("UPDATE assistant_usage_events SET output_tokens = 50");
      read(ledger);
      statement.execute("DELETE FROM assistant_usage_events");
      read(ledger);
    }
    assertEquals(
        List.of(50L), ledger.calls().stream().map(call -> call.usage().tokens().output()).toList());
  }

  @Test
  void a_clock_that_was_wrong_once_hides_no_later_message() throws Exception {
    Instant now = Instant.parse("2026-11-20T10:00:00Z");
    Ledger ledger = Ledger.full();
    String memory = openCode(ledger, "", now, message("2099-01-01T00:00:00Z", 1));
    memory = openCode(ledger, memory, now.plusSeconds(60), message("2026-11-20T10:00:30Z", 2));
    assertEquals(2, ledger.calls().size());
    memory = openCode(ledger, memory, Instant.parse("2099-02-01T00:00:00Z"), message("2099-01-31T00:00:00Z", 3));
    openCode(ledger, memory, now.plusSeconds(7200), message("2026-11-20T11:59:00Z", 4));
    assertEquals(4, ledger.calls().size());
  }

  private static String message(String time, int input) {
    long millis = Instant.parse(time).toEpochMilli();
    return "{\"role\":\"assistant\",\"modelID\":\"m\",\"time\":{\"created\":" + millis + ",\"completed\":" + millis
        + "},\"tokens\":{\"input\":" + input + "}}";
  }

  /** Adds a message to an OpenCode database that was last changed then, and reads it; answers the reader's memory. */
  private String openCode(Ledger ledger, String memory, Instant changed, String message) throws Exception {
    Path path = temp.resolve("opencode.db");
    try (Connection owner = DriverManager.getConnection("jdbc:sqlite:" + path);
        Statement statement = owner.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS message (id TEXT PRIMARY KEY, session_id TEXT, data TEXT)");
      statement.execute("INSERT INTO message SELECT count(*), 's', '" + message + "' FROM message");
    }
    LogReader reader = OpenCode.database().open(new LogFile(path, changed), memory);
    assertInstanceOf(LogReader.Whole.class, reader).read(ledger);
    return reader.memory();
  }
}
