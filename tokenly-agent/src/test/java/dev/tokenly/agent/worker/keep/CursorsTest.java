package dev.tokenly.agent.worker.keep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.agent.place.AgentLog;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CursorsTest {
  private static final AgentLog QUIET =
      new AgentLog(
          Clock.systemUTC(), new PrintStream(OutputStream.nullOutputStream()), null, false, AgentLog.Level.ERROR);

  @TempDir Path folder;

  private static Cursor cursor(int number, long offset) {
    return new Cursor(
        "id-" + number, "/logs/é" + number, "native", offset, "m".repeat(40_000), Cursor.Prints.NONE, LineCounts.NONE);
  }

  private long offset(int number) throws IOException {
    Cursor cursor = Cursors.load(folder, QUIET).get("id-" + number);
    return cursor == null ? -1 : cursor.offset();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("tokenly-cursors\\.\\d+"))
          .sorted(Comparator.comparingLong(file -> -Long.parseLong(file.toString().replaceAll(".*\\.", ""))))
          .toList();
    }
  }

  @Test
  void what_was_saved_is_there_after_a_restart() throws IOException {
    Cursors cursors = Cursors.load(folder, QUIET);
    cursors.save(List.of(cursor(1, 5), cursor(2, 7)));
    cursors.save(List.of(cursor(1, 9)));
    assertEquals(9, offset(1));
    assertEquals(7, offset(2));
    assertEquals("m".repeat(40_000), Objects.requireNonNull(Cursors.load(folder, QUIET).get("id-2")).memory());
  }

  @Test
  void f03_a_cut_at_any_byte_gives_the_old_or_the_new_state_never_half() throws IOException {
    Cursors cursors = Cursors.load(folder, QUIET);
    cursors.save(List.of(cursor(1, 5)));
    byte[] whole = Files.readAllBytes(files().getFirst());
    Path file = files().getFirst();
    int header = new String(whole, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
    Random random = new Random(1);
    for (int turn = 0; turn < 50; turn++) {
      int cut = header + random.nextInt(whole.length - header);
      for (Path other : files()) {
        Files.delete(other);
      }
      Files.write(file, Arrays.copyOf(whole, cut));
      assertEquals(-1, offset(1));
    }
    for (Path other : files()) {
      Files.delete(other);
    }
    Files.write(file, whole);
    assertEquals(5, offset(1));
  }

  @Test
  void f04_f05_an_empty_or_random_file_is_kept_aside_and_the_generation_before_is_used() throws IOException {
    Cursors.load(folder, QUIET).save(List.of(cursor(1, 5)));
    for (byte[] damage : List.of(new byte[0], randomBytes())) {
      Cursors.load(folder, QUIET);
      Files.write(files().getFirst(), damage);
      Cursors after = Cursors.load(folder, QUIET);
      assertEquals(5, Objects.requireNonNull(after.get("id-1")).offset());
      assertTrue(after.wereDamaged());
    }
    try (Stream<Path> aside = Files.list(folder)) {
      assertEquals(2, aside.filter(file -> file.toString().contains(".corrupt-")).count());
    }
  }

  private static byte[] randomBytes() {
    byte[] bytes = new byte[5000];
    new Random(2).nextBytes(bytes);
    return bytes;
  }

  @Test
  void f04_f05_with_every_generation_unreadable_it_begins_anew() throws IOException {
    Cursors.load(folder, QUIET).save(List.of(cursor(1, 5)));
    for (Path file : files()) {
      Files.write(file, new byte[0]);
    }
    Cursors after = Cursors.load(folder, QUIET);
    assertNull(after.get("id-1"));
    assertTrue(after.wereDamaged());
    assertFalse(Cursors.load(folder, QUIET).wereDamaged());
  }

  @Test
  void f06_a_file_of_a_later_version_is_refused_and_kept() throws IOException {
    Cursors.load(folder, QUIET);
    Path later = folder.resolve("tokenly-cursors.99");
    Files.writeString(later, CursorLines.line(Map.of("version", 2, "cursors", 0)));
    String before = Files.readString(later);
    String said =
        String.valueOf(assertThrows(Cursors.FromLaterVersion.class, () -> Cursors.load(folder, QUIET)).getMessage());
    assertTrue(said.contains("update the agent"), said);
    assertEquals(before, Files.readString(later));
  }
}
