package dev.tokenly.formats.log;

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
    LogReader reader = new CopilotCli().open(new LogFile(database(), Instant.EPOCH), "");
    Ledger ledger = Ledger.full();
    assertInstanceOf(LogReader.Whole.class, reader).read(ledger);
    return ledger.calls().size();
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
}
