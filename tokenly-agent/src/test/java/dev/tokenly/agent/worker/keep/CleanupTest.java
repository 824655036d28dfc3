package dev.tokenly.agent.worker.keep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.agent.place.AgentLog;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanupTest {
  private static final AgentLog QUIET =
      new AgentLog(
          Clock.systemUTC(), new PrintStream(OutputStream.nullOutputStream()), null, false, AgentLog.Level.ERROR);
  private final Cleanup.Order oldFiles = new Cleanup.Order(Instant.now().plus(Duration.ofHours(1)), true);

  @TempDir Path place;
  private Path root;
  private Cursors cursors;
  private Cleanup cleanup;
  private Deletions deletions;

  @BeforeEach
  void begin() throws IOException {
    root = Files.createDirectories(place.resolve("logs")).toRealPath();
    cursors = Cursors.load(Files.createDirectories(place.resolve("data")), QUIET);
    deletions = new Deletions(place.resolve("data"));
    cleanup = new Cleanup(cursors, deletions, Clock.systemUTC(), QUIET);
  }

  private static String id(Path file) throws IOException {
    return Objects.requireNonNull(Files.readAttributes(file, BasicFileAttributes.class).fileKey()).toString();
  }

  private Path acknowledged(String name, long missing) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, "0123456789\n");
    cursors.save(
        List.of(
            new Cursor(id(file), file.toString(), "native", 11 - missing, "", Cursor.Prints.NONE, LineCounts.NONE)));
    return file;
  }

  @Test
  void every_removal_is_recorded_and_what_cannot_be_recorded_stays() throws IOException {
    assertEquals("Nothing was removed from this machine.\n", deletions.table());
    Path file = acknowledged("a.jsonl", 0);
    Path record = Files.createDirectory(place.resolve("data/tokenly-deletions.jsonl"));
    assertFalse(clean(file));
    assertTrue(Files.exists(file));
    Files.delete(record);
    assertTrue(clean(file));
    String table = deletions.table();
    assertTrue(table.contains(file.toString()) && table.contains("in the trash"), table);
    assertEquals(2, table.lines().count(), table);
  }

  private boolean clean(Path file) throws IOException {
    return cleanup.clean(root, file, id(file), oldFiles);
  }

  @Test
  void a_file_the_server_has_goes_to_the_trash_with_the_folders_it_leaves_empty() throws IOException {
    Path file = acknowledged("a/b/c.jsonl", 0);
    assertTrue(clean(file));
    assertFalse(Files.exists(root.resolve("a")));
    try (var trash = Files.walk(root)) {
      assertEquals(1, trash.filter(path -> path.toString().endsWith("0-c.jsonl")).count());
    }
    cleanup.emptyTrash(root);
    assertEquals(1, root.toFile().list().length, "this week's trash stays");
    Path old = root.resolve(Cleanup.TRASH + "2026-01-01");
    Files.move(root.resolve(root.toFile().list()[0]), old);
    cleanup.emptyTrash(root);
    assertEquals(0, root.toFile().list().length);
  }

  @Test
  void whatever_is_not_exactly_as_acknowledged_stays() throws IOException {
    assertFalse(clean(acknowledged("unread.jsonl", 1)), "a byte is not acknowledged");
    Path changed = acknowledged("changed.jsonl", 0);
    Files.writeString(changed, "abcdefghij\nmore\n");
    assertFalse(clean(changed), "it grew");
    Path linked = acknowledged("linked.jsonl", 0);
    Files.createLink(root.resolve("other-name"), linked);
    assertFalse(clean(linked), "it has two names");
    Path young = acknowledged("young.jsonl", 0);
    Cleanup.Order hourAgo = new Cleanup.Order(Instant.now().minus(Duration.ofHours(1)), false);
    assertFalse(cleanup.clean(root, young, id(young), hourAgo), "it was written lately");
    Path shared = acknowledged("shared/x.jsonl", 0);
    Files.setPosixFilePermissions(shared.getParent(), PosixFilePermissions.fromString("rwxrwxrwx"));
    assertFalse(clean(shared), "others may write there");
    Path foreign = acknowledged("foreign.jsonl", 0);
    cursors.save(
        List.of(
            new Cursor(id(foreign), foreign.toString(), "claude-code", 11, "", Cursor.Prints.NONE, LineCounts.NONE)));
    assertFalse(clean(foreign), "it is another tool's");
    assertFalse(cleanup.clean(Path.of("/"), young, id(young), oldFiles), "its root is the file system's");
  }

  @Test
  void f04_n54_a_damaged_cursor_file_deletes_nothing() throws IOException {
    Path file = acknowledged("a.jsonl", 0);
    Path data = place.resolve("data");
    try (var files = Files.list(data)) {
      for (Path cursorFile : files.toList()) {
        Files.write(cursorFile, new byte[0]);
      }
    }
    Cleanup after = new Cleanup(Cursors.load(data, QUIET), deletions, Clock.systemUTC(), QUIET);
    assertFalse(after.clean(root, file, id(file), oldFiles));
    assertTrue(Files.exists(file));
  }

  @Test
  void a_file_somebody_has_open_stays_until_it_is_closed() throws IOException {
    Path file = acknowledged("open.jsonl", 0);
    try (InputStream _ = Files.newInputStream(file)) {
      cleanup.begin(List.of(root));
      assertFalse(clean(file));
    }
    cleanup.begin(List.of(root));
    assertTrue(clean(file));
  }

  @Test
  void a_thousand_files_or_ten_gigabytes_over_all_roots_are_enough_for_a_day() throws IOException {
    Path other = Files.createDirectories(place.resolve("other")).toRealPath();
    Path trash = Files.createDirectories(other.resolve(Cleanup.TRASH + LocalDate.now(ZoneOffset.UTC)));
    for (int number = 0; number < 999; number++) {
      Files.createFile(trash.resolve("t" + number));
    }
    cleanup.begin(List.of(root, other));
    assertTrue(clean(acknowledged("a.jsonl", 0)), "the thousandth of today");
    assertFalse(clean(acknowledged("b.jsonl", 0)), "one more");

    Cleanup another = new Cleanup(cursors, deletions, Clock.systemUTC(), QUIET);
    try (RandomAccessFile large = new RandomAccessFile(trash.resolve("t0").toFile(), "rw")) {
      large.setLength(10L << 30);
    }
    for (int number = 1; number < 999; number++) {
      Files.delete(trash.resolve("t" + number));
    }
    another.begin(List.of(root, other));
    Path file = acknowledged("c.jsonl", 0);
    assertFalse(another.clean(root, file, id(file), oldFiles), "more bytes than in a day");
  }

  /** Swaps a folder for a link to another all the time, while files below it are cleaned. */
  @Test
  void n53_a_folder_swapped_for_a_link_leads_nowhere() throws Exception {
    int tries = 10_000 * Integer.getInteger("tokenly.test.scale", 1);
    Path outside = Files.createDirectories(place.resolve("outside"));
    Files.writeString(outside.resolve("x.jsonl"), "0123456789\n");
    AtomicBoolean stop = new AtomicBoolean();
    AtomicLong swaps = new AtomicLong();
    Path folder = Files.createDirectories(root.resolve("swapped"));
    Path file = folder.resolve("x.jsonl");
    String id = id(outside.resolve("x.jsonl"));
    cursors.save(List.of(new Cursor(id, file.toString(), "native", 11, "", Cursor.Prints.NONE, LineCounts.NONE)));
    Thread swapper =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!stop.get()) {
                    swap(folder, outside);
                    swaps.incrementAndGet();
                  }
                });
    for (int count = 0; count < tries || swaps.get() < tries; count++) {
      assertFalse(cleanup.clean(root, file, id, oldFiles));
    }
    stop.set(true);
    swapper.join();
    assertTrue(Files.exists(outside.resolve("x.jsonl")));
  }

  private void swap(Path folder, Path outside) {
    Path aside = place.resolve("aside");
    try {
      Files.move(folder, aside, StandardCopyOption.ATOMIC_MOVE);
      Files.createSymbolicLink(folder, outside);
      Files.delete(folder);
      Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
