package dev.tokenly.store.duckdb;

import static dev.tokenly.store.Samples.batch;
import static dev.tokenly.store.Samples.call;
import static dev.tokenly.store.Samples.file;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.model.UsageRecord;
import dev.tokenly.store.Store;
import dev.tokenly.store.StoreOptions;
import dev.tokenly.store.StoreRefusedException;
import dev.tokenly.store.usage.FileRecords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpeningTest {
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final int KILLS = Integer.getInteger("tokenly.test.scale", 1) * 4;

  @TempDir private Path folder;

  private Store open() {
    return new DuckDbStoreFactory().open(folder, StoreOptions.DEFAULT);
  }

  /** File {@code number} of the endless story the child process tells; some of its calls grow in the next file. */
  static FileRecords story(int number) {
    List<UsageRecord> records = new ArrayList<>();
    for (int at = 0; at < 50; at++) {
      records.add(call("msg_" + number + "_" + at, START.plusSeconds(number * 60L + at), 5));
      records.add(call("msg_" + (number - 1) + "_" + at, START.plusSeconds(number * 60L + at), 9));
    }
    return file(new UUID(1, number).toString(), "c1", records);
  }

  /** A child process: stores the story and says each file's number once it was acknowledged. */
  public static final class Child {
    private Child() {}

    public static void main(String... arguments) {
      Store store = new DuckDbStoreFactory().open(Path.of(arguments[0]), StoreOptions.DEFAULT);
      for (int number = Integer.parseInt(arguments[1]);; number++) {
        store.usage().append(batch(story(number)));
        System.out.println(number);
      }
    }
  }

  @Test
  void loses_nothing_that_was_acknowledged_when_killed_at_any_moment() throws Exception {
    Random random = new Random(5);
    int acknowledged = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      acknowledged = tellAndKill(acknowledged + 1, 20 + random.nextInt(400), acknowledged);
      try (Store store = open()) {
        long files = store.usage().ask().counters("c1").orElseThrow().uploads();
        assertTrue(files == acknowledged || files == acknowledged + 1, files + " of " + acknowledged);
        long calls = (files + 1) * 50;
        assertEquals(calls, store.usage().ask().stats().records());
        assertEquals(List.of(), store.usage().care().verify());
        store.usage().append(batch(story(acknowledged)));
        assertEquals(calls, store.usage().ask().stats().records());
        acknowledged = (int) files;
      }
    }
  }

  private Process child(int from, Path heard) throws IOException {
    return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED", "-Xmx256m", "-cp", System.getProperty("java.class.path"),
        Child.class.getName(), folder.toString(), Integer.toString(from)).redirectOutput(heard.toFile())
        .redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static int last(Path heard, int otherwise) throws IOException {
    String text = Files.readString(heard);
    List<String> whole = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    return whole.isEmpty() ? otherwise : Integer.parseInt(whole.getLast());
  }

  private int tellAndKill(int from, int millis, int acknowledged) throws IOException, InterruptedException {
    Path heard = folder.resolve("heard");
    Process child = child(from, heard);
    while (last(heard, -1) < 0) {
      assertFalse(child.waitFor(10, TimeUnit.MILLISECONDS), "the child ended by itself");
    }
    assertFalse(child.waitFor(millis, TimeUnit.MILLISECONDS), "the child ended by itself");
    child.destroyForcibly().waitFor();
    return last(heard, acknowledged);
  }

  @Test
  void keeps_the_sound_part_of_a_damaged_log_and_asks_for_the_journal() throws Exception {
    try (Store store = open()) {
      store.usage().append(batch(story(1)));
    }
    tellAndKill(2, 300, 1);
    Path log = folder.resolve("tokenly.duckdb.wal");
    byte[] bytes = Files.readAllBytes(log);
    assertTrue(bytes.length > 1000);
    // Within a row, not in an entry's length: a length out of bounds is taken for a torn tail.
    int inRow = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("msg_", bytes.length / 3);
    bytes[inRow] ^= 0x55;
    Files.write(log, bytes);
    try (Store store = open()) {
      assertTrue(store.recovery().journalNeeded());
      assertTrue(Files.exists(store.recovery().quarantined().getFirst()));
      long kept = store.usage().ask().stats().records();
      assertTrue(kept > 100, "nothing of the log was kept");
      store.usage().append(batch(story(1), story(2)));
      assertEquals(kept, store.usage().ask().stats().records());
      assertEquals(List.of(), store.usage().care().verify());
    }
  }

  @Test
  void refuses_a_file_of_a_newer_program() throws SQLException {
    open().close();
    try (var connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("tokenly.duckdb"));
        var statement = connection.createStatement()) {
      statement.execute("INSERT INTO schema_version VALUES (9999, now()::TIMESTAMP)");
    }
    StoreRefusedException refused = assertThrows(StoreRefusedException.class, this::open);
    assertTrue(String.valueOf(refused.getMessage()).contains("newer Tokenly"));
  }

  @Test
  void refuses_a_file_that_is_no_database_and_leaves_it_alone() throws IOException {
    Files.writeString(folder.resolve("tokenly.duckdb"), "this is not a database at all, sorry".repeat(1000));
    StoreRefusedException refused = assertThrows(StoreRefusedException.class, this::open);
    assertTrue(String.valueOf(refused.getMessage()).contains("damaged"));
    assertTrue(Files.readString(folder.resolve("tokenly.duckdb")).startsWith("this is not"));
  }

  /** The stand-in for a broken index: what a scan finds is not what a count says. */
  @Test
  void f13_a_table_that_is_counted_differently_than_it_is_read_is_damage_and_takes_nothing() throws SQLException {
    open().close();
    try (var connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("tokenly.duckdb"));
        var statement = connection.createStatement()) {
      statement.execute("DROP TABLE retired");
      statement
          .execute(
              "CREATE VIEW retired AS SELECT TIMESTAMP '2026-01-01' AS ts, 1::BIGINT AS identity_high FROM range((random() * 1e6)::BIGINT)");
    }
    try (Store store = open()) {
      assertThrows(RuntimeException.class, () -> store.usage().append(batch(story(1))));
      assertTrue(String.valueOf(store.damage()).contains("identities"), store.damage());
      assertEquals(0, store.usage().ask().stats().records());
    }
  }

  @Test
  void is_refused_while_another_process_has_the_file() throws Exception {
    Path heard = folder.resolve("heard");
    Process child = child(1, heard);
    try {
      while (last(heard, -1) < 0) {
        assertFalse(child.waitFor(10, TimeUnit.MILLISECONDS), "the child ended by itself");
      }
      StoreRefusedException refused = assertThrows(StoreRefusedException.class, this::open);
      assertTrue(String.valueOf(refused.getMessage()).contains("another process"), refused.getMessage());
    } finally {
      child.destroyForcibly().waitFor();
    }
  }

  @Test
  void answers_nothing_after_it_was_closed() {
    Store store = open();
    store.close();
    assertThrows(IllegalStateException.class, () -> store.usage().ask().stats());
    assertThrows(IllegalStateException.class, () -> store.usage().append(batch(file("c1"))));
    assertThrows(IllegalStateException.class, () -> store.admin().read(_ -> 1));
  }

  /** Fault 13: an identity that a scan does not find where a count counts it, as a broken index would have it. */
  @Test
  void f13_calls_that_a_scan_does_not_find_are_said_loudly_and_nothing_is_added_to_them() throws SQLException {
    try (Store store = open()) {
      store.usage().append(batch(story(1)));
    }
    try (var connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("tokenly.duckdb"));
        var statement = connection.createStatement()) {
      statement.execute("ALTER TABLE record ALTER identity_high DROP NOT NULL");
      statement.execute("UPDATE record SET identity_high = NULL WHERE rowid = 7");
    }
    try (Store store = open()) {
      assertThrows(IllegalStateException.class, () -> store.usage().append(batch(story(2))));
      String damage = String.valueOf(store.damage());
      assertTrue(damage.contains("99 identities where a count finds 100"), damage);
      assertTrue(damage.contains("tokenly restore"), damage);
    }
  }

  /** Fault 17: what 200 kills left is gone with the next start. */
  @Test
  void f17_libraries_that_killed_processes_left_unpacked_are_removed() throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    List<Path> left = new ArrayList<>();
    for (int kill = 0; kill < 200; kill++) {
      Path library = Files.createTempFile(temporary, "libduckdb_java", ".so");
      Files.setLastModifiedTime(library, FileTime.from(Instant.now().minus(Duration.ofMinutes(10))));
      left.add(library);
    }
    open().close();
    assertEquals(List.of(), left.stream().filter(Files::exists).toList());
  }
}
