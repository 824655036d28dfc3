package dev.tokenly.agent.worker.keep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenly.agent.place.AgentLog;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files are forgotten: those that are gone for good, and what was counted of them never. */
class DepartedTest {
  private static final AgentLog QUIET =
      new AgentLog(
          Clock.systemUTC(), new PrintStream(OutputStream.nullOutputStream()), null, false, AgentLog.Level.ERROR);

  private final Instant old = Instant.now().minus(Duration.ofDays(31));

  @TempDir Path folder;
  private Cursors cursors;
  private Path logs;

  @BeforeEach
  void begin() throws IOException {
    logs = Files.createDirectories(folder.resolve("logs"));
    cursors = Cursors.load(folder, QUIET);
  }

  /** The cursor of a file below this folder, as if it had been there. */
  private Cursor add(int inode, String format, Instant modified) throws IOException {
    String key = String.valueOf(Files.readAttributes(logs, BasicFileAttributes.class).fileKey());
    return add(key.substring(0, key.indexOf(',')) + ",ino=" + inode + ")", inode, format, modified);
  }

  private Cursor add(String id, int inode, String format, Instant modified) throws IOException {
    Cursor cursor =
        new Cursor(
            id, logs.resolve("a/" + inode + ".jsonl").toString(), format, 5, "", Cursor.Prints.NONE,
            new LineCounts(3, 2, 1), modified);
    cursors.save(List.of(cursor));
    return cursor;
  }

  private void forget(String... met) throws IOException {
    new Departed(cursors, Clock.systemUTC(), QUIET).forget(List.of(met)::contains);
    cursors = Cursors.load(folder, QUIET);
  }

  @Test
  void a_log_that_is_gone_for_a_month_is_forgotten_and_stays_counted() throws IOException {
    Cursor one = add(1, "native", old);
    Cursor two = add(2, "native", old);
    forget();
    assertFalse(cursors.knows(one.id()) || cursors.knows(two.id()));
    assertEquals(new LineCounts(6, 4, 2), Objects.requireNonNull(cursors.get("gone:native")).counts());
    add(3, "native", old);
    forget();
    assertEquals(new LineCounts(9, 6, 3), Objects.requireNonNull(cursors.get("gone:native")).counts());
  }

  @Test
  void what_may_come_back_or_may_hold_more_is_kept() throws IOException {
    Cursor lately = add(1, "native", Instant.now());
    Cursor renamed = add(2, "native", old);
    Cursor document = add(3, "cline", old);
    Cursor otherDisk = add("(dev=fffff,ino=4)", 4, "native", old);
    Cursor there = add(5, "native", old);
    Files.createDirectories(logs.resolve("a"));
    Files.writeString(logs.resolve("a/5.jsonl"), "x");
    forget(renamed.id());
    for (Cursor kept : List.of(lately, renamed, document, otherDisk, there)) {
      assertTrue(cursors.knows(kept.id()), kept::path);
    }
  }
}
