package dev.tokenly.agent.worker.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.formats.log.Crush;
import dev.tokenly.formats.log.LogFile;
import dev.tokenly.formats.log.LogReader;
import dev.tokenly.formats.log.Machine;
import dev.tokenly.model.UsageRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attack 53 on reading: nothing outside is read, however a folder is exchanged for a link. */
class LinkFreeTest {
  private static final int TRIES = 10_000 * Integer.getInteger("tokenly.test.scale", 1);

  @TempDir Path given;
  private Path place;
  private Path outside;
  private Path folder;

  @BeforeEach
  void begin() throws IOException {
    place = given.toRealPath();
    outside = Files.createDirectories(place.resolve("outside"));
    folder = Files.createDirectories(place.resolve("root/folder"));
    Files.writeString(outside.resolve("x.jsonl"), "secret");
    Files.writeString(folder.resolve("x.jsonl"), "inside");
  }

  private static String read(Path file) throws IOException {
    try (InputStream in = LinkFree.OPENING.open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void a_list_of_places_that_is_a_link_leads_nowhere() throws IOException {
    Path list = folder.resolve("crush/projects.json");
    Files.createDirectories(list.getParent());
    Files.writeString(outside.resolve("projects.json"), "[{\"path\":\"/home/ana/code\"}]");
    Machine machine =
        new Machine(Machine.Platform.LINUX, folder, Map.of("XDG_DATA_HOME", folder.toString())).with(LinkFree.OPENING);
    Files.createSymbolicLink(list, outside.resolve("projects.json"));
    assertEquals(List.of(), new Crush().places(machine));
    Files.delete(list);
    Files.copy(outside.resolve("projects.json"), list);
    assertEquals(1, new Crush().places(machine).size());
  }

  @Test
  void reads_a_file_and_refuses_a_link_at_any_level() throws IOException {
    assertEquals("inside", read(folder.resolve("x.jsonl")));
    Files.createSymbolicLink(place.resolve("root/link"), outside);
    Files.createSymbolicLink(folder.resolve("y.jsonl"), outside.resolve("x.jsonl"));
    assertThrows(IOException.class, () -> read(place.resolve("root/link/x.jsonl")));
    assertThrows(IOException.class, () -> read(folder.resolve("y.jsonl")));
    assertThrows(IOException.class, () -> read(folder.resolve("none")));
  }

  @Test
  void n53_a_folder_swapped_for_a_link_ten_thousand_times_is_never_followed() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    Thread swapper = Thread.ofPlatform().start(() -> swap(stop));
    int inside = 0;
    for (int count = 0; count < TRIES; count++) {
      try {
        assertEquals("inside", read(folder.resolve("x.jsonl")));
        inside++;
      } catch (IOException _) {
        // the link was there at that moment, or nothing was
      }
    }
    stop.set(true);
    swapper.join();
    assertTrue(inside > 0 && inside < TRIES, "both must have been met: " + inside);
  }

  /** The driver opens by name, so it may follow the link; then it must be found out before a row is read. */
  @Test
  void n53_a_database_swapped_for_a_link_is_never_read() throws Exception {
    database(outside.resolve("crush.db"), "secret");
    database(folder.resolve("crush.db"), "inside");
    AtomicBoolean stop = new AtomicBoolean();
    Thread swapper = Thread.ofPlatform().start(() -> swap(stop));
    Instant deadline = Instant.now().plusSeconds(60);
    int inside = 0;
    for (int count = 0; count < TRIES / 10 || (inside == 0 && Instant.now().isBefore(deadline)); count++) {
      List<UsageRecord> seen = new ArrayList<>();
      LogFile file = new LogFile(folder.resolve("crush.db"), Instant.EPOCH, LinkFree.OPENING);
      try {
        ((LogReader.Whole) new Crush().open(file, "")).read(new RecordCounter(seen::add, (_, _, _) -> {}));
        assertEquals(List.of("inside"), seen.stream().map(usage -> usage.attribution().sessionId()).toList());
        inside++;
      } catch (IOException _) {
        // the link was there at that moment, or nothing was
      }
    }
    stop.set(true);
    swapper.join();
    assertTrue(inside > 0 && inside < TRIES / 10, "both must have been met: " + inside);
  }

  private static void database(Path file, String session) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("CREATE TABLE sessions (id TEXT, parent_session_id TEXT, cost REAL, updated_at INTEGER)");
      statement.executeUpdate("INSERT INTO sessions VALUES ('" + session + "', NULL, 0.25, 1795168800)");
    }
  }

  private void swap(AtomicBoolean stop) {
    Path aside = place.resolve("aside");
    try {
      while (!stop.get()) {
        Files.move(folder, aside, StandardCopyOption.ATOMIC_MOVE);
        Files.createSymbolicLink(folder, outside);
        Files.delete(folder);
        Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
