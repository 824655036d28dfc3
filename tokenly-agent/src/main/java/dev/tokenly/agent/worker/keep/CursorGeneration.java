package dev.tokenly.agent.worker.keep;

import dev.tokenly.agent.place.DurableFile;
import dev.tokenly.model.json.BadField;
import dev.tokenly.model.json.Fields;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One generation of the cursor file: a header with version and number of cursors, a snapshot, then every later change as
 * another line. Written whole, fsynced and renamed into place; each change is appended and fsynced.
 */
final class CursorGeneration {
  /** Files of a later version are somebody else's: refused, and kept. */
  static final int VERSION = 1;

  private static final int BUFFER = 64 * 1024;

  private CursorGeneration() {}

  /** What a generation's file turned out to be. */
  sealed interface Content {
    /** Whole; {@code torn} when its last lines were cut by a crash, which only costs re-sending. */
    record Whole(Map<String, Cursor> cursors, boolean torn) implements Content {}

    record Damaged(String why) implements Content {}

    record Newer(long version) implements Content {}
  }

  static void write(Path file, int count, Stream<Cursor> cursors) throws IOException {
    DurableFile.write(
        file,
        out -> {
          out.write(utf8(CursorLines.line(Map.of("version", VERSION, "cursors", count))));
          Iterator<Cursor> rest = cursors.iterator();
          while (rest.hasNext()) {
            out.write(utf8(CursorLines.line(rest.next().toMap())));
          }
        });
  }

  /** Appends changes and waits until they are on the disk; answers the file's new size. */
  static long append(Path file, Collection<Cursor> changed) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
      for (Cursor cursor : changed) {
        out.write(utf8(CursorLines.line(cursor.toMap())));
      }
      out.flush();
      channel.force(false);
      return channel.size();
    }
  }

  static Content read(Path file) throws IOException {
    try (WholeLines lines = new WholeLines(file)) {
      String first = lines.next();
      Fields header = first == null ? null : CursorLines.parse(first);
      if (header == null) {
        return new Content.Damaged("its first line is not a header of ours");
      }
      long version = header.number("version", 0);
      return version > VERSION ? new Content.Newer(version) : read(lines, header.number("cursors", 0));
    }
  }

  private static Content read(WholeLines lines, long snapshot) throws IOException {
    Map<String, Cursor> cursors = new HashMap<>();
    long good = 0;
    String line = lines.next();
    for (; line != null; line = lines.next()) {
      Cursor cursor = cursor(line);
      if (cursor == null) {
        break;
      }
      cursors.put(cursor.id(), cursor);
      good++;
    }
    if (good < snapshot) {
      return new Content.Damaged("line " + (good + 2) + " of its snapshot is damaged");
    }
    return new Content.Whole(cursors, line != null || lines.wasCut());
  }

  private static @Nullable Cursor cursor(String line) {
    Fields fields = CursorLines.parse(line);
    try {
      return fields == null ? null : Cursor.read(fields);
    } catch (BadField _) {
      return null;
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
