package dev.tokenly.agent.worker.keep;

import dev.tokenly.agent.place.AgentLog;
import dev.tokenly.agent.place.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every file's cursor, on disk after each acknowledged upload. Two generations are kept; an unreadable one is moved aside
 * and the one before is used, and with none left everything is read again, which the server's deduplication makes
 * harmless. Thread-safe.
 */
public final class Cursors {
  private static final Pattern NAME = Pattern.compile("tokenly-cursors\\.(\\d{1,12})");
  private static final long MIN_COMPACTION = 1L << 20;

  private final Path folder;
  private final AgentLog log;
  private final Map<String, PackedCursor> cursors = new HashMap<>();
  private long generation;
  private long snapshotSize;
  private boolean damaged;
  private boolean cutOff;

  private Cursors(Path folder, AgentLog log) {
    this.folder = folder;
    this.log = log;
  }

  /** A cursor file was written by a later version: its meaning is unknown, so nothing is read and nothing is changed. */
  public static final class FromLaterVersion extends IOException {
    private static final long serialVersionUID = 1;

    FromLaterVersion(Path file, long version) {
      super(
          file
              + " was written by a later version of Tokenly (format "
              + version
              + ", this one knows "
              + CursorGeneration.VERSION
              + "): update the agent, or move the file away to read every log again");
    }
  }

  /** Loads the cursors of a data folder and begins a new generation. */
  public static Cursors load(Path folder, AgentLog log) throws IOException {
    Cursors cursors = new Cursors(folder, log);
    for (long number : cursors.generations()) {
      cursors.generation = Math.max(cursors.generation, number);
      if (cursors.take(number)) {
        break;
      }
    }
    cursors.compact();
    return cursors;
  }

  /** Reads the cursors without changing anything, for reports; damage counts as no cursors. */
  public static Collection<Cursor> peek(Path folder, AgentLog log) throws IOException {
    Cursors cursors = new Cursors(folder, log);
    for (long number : cursors.generations()) {
      if (CursorGeneration.read(cursors.file(number)) instanceof CursorGeneration.Content.Whole readable) {
        return readable.cursors().values();
      }
    }
    return List.of();
  }

  private List<Long> generations() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> NAME.matcher(String.valueOf(file.getFileName())))
          .filter(Matcher::matches)
          .map(name -> Long.valueOf(name.group(1)))
          .sorted(Comparator.reverseOrder())
          .toList();
    }
  }

  private boolean take(long number) throws IOException {
    Path file = file(number);
    return switch (CursorGeneration.read(file)) {
      case CursorGeneration.Content.Whole(var read, boolean torn) -> {
        read.values().forEach(this::put);
        if (torn) {
          log.warn("cursors", "the last cursor changes were cut off; those lines are sent again", "file", file);
        }
        yield true;
      }
      case CursorGeneration.Content.Damaged(String why) -> {
        damaged = true;
        Path aside = DurableFile.moveAside(file);
        log.warn("cursors", "a cursor file is damaged, the one before is used", "why", why, "kept_as", aside);
        yield false;
      }
      case CursorGeneration.Content.Newer(long version) -> throw new FromLaterVersion(file, version);
    };
  }

  private Path file(long number) {
    return folder.resolve("tokenly-cursors." + number);
  }

  /** True when a cursor file was unreadable at start: then nothing may be deleted on the strength of what is left. */
  public boolean wereDamaged() {
    return damaged;
  }

  public synchronized @Nullable Cursor get(String id) {
    PackedCursor packed = cursors.get(id);
    return packed == null ? null : packed.cursor(id);
  }

  /** True when a file was read to this size and has not been written since. */
  public synchronized boolean isAt(String id, long size, Instant lastWritten) {
    PackedCursor packed = cursors.get(id);
    return packed != null && packed.isAt(size, lastWritten);
  }

  private void put(Cursor cursor) {
    cursors.put(cursor.id(), PackedCursor.of(cursor));
  }

  /** True when something of this file was read. */
  public synchronized boolean knows(String id) {
    return cursors.containsKey(id);
  }

  /** Every cursor, made as it is asked for. */
  public synchronized Stream<Cursor> all() {
    return List.copyOf(cursors.entrySet()).stream().map(entry -> entry.getValue().cursor(entry.getKey()));
  }

  /** Drops these cursors; what was counted of their files stays counted, in one sum for each format. */
  public synchronized void forget(Collection<Cursor> gone) throws IOException {
    for (Cursor cursor : gone) {
      Cursor sum = Cursor.sumOfGone(cursor.format());
      Cursor before = get(sum.id());
      cursors.remove(cursor.id());
      put((before == null ? sum : before).plus(cursor.counts()));
    }
    compact();
  }

  /** Keeps these cursors; when this returns they survive a power cut. */
  public synchronized void save(Collection<Cursor> changed) throws IOException {
    changed.forEach(this::put);
    if (cutOff) {
      compact();
      return;
    }
    cutOff = true; // until the append is known to be whole
    long size = CursorGeneration.append(file(generation), changed);
    cutOff = false;
    if (size > MIN_COMPACTION && size > 3 * snapshotSize) {
      compact();
    }
  }

  private void compact() throws IOException {
    CursorGeneration.write(file(generation + 1), cursors.size(), all());
    generation++;
    cutOff = false;
    snapshotSize = Files.size(file(generation));
    for (long old : generations()) {
      if (old < generation - 1) {
        Files.deleteIfExists(file(old));
      }
    }
  }
}
