package dev.tokenly.agent.worker.read;

import dev.tokenly.agent.worker.keep.Cursor;
import dev.tokenly.agent.worker.keep.Fingerprint;
import dev.tokenly.agent.worker.keep.LineCounts;
import dev.tokenly.formats.log.LogFile;
import dev.tokenly.formats.log.LogFormat;
import dev.tokenly.formats.log.LogReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;

/**
 * Reads the next part of a file that grows, going on from a cursor if the file still is the one the cursor speaks of and
 * from its beginning if not. Reads whole lines only; throws nothing away: reading twice is harmless, skipping is not.
 */
public final class SliceReader {
  /** How much is read at a time; a line longer than this is read whole all the same. */
  public static final long SLICE_BYTES = 8L << 20;

  private SliceReader() {}

  /**
   * Reads the next slice. {@code finished} says that a last line without newline is all there will be. Throws when the
   * file cannot be read, or changed its identity while it was opened.
   */
  public static Slice read(FileFacts facts, Cursor cursor, LogFormat format, boolean finished, RecordCounter sink)
      throws IOException {
    try (FileChannel file = FileChannel.open(facts.path(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      if (!FileFacts.of(facts.path()).id().equals(facts.id())) {
        throw new IOException(facts.path() + " was replaced while it was opened");
      }
      Opened opened = Opened.with(file, cursor);
      if (opened.cursor().offset() >= file.size()) {
        return new Slice(opened.cursor(), opened.isAnew(), false);
      }
      return next(file, facts, opened, format, finished, sink);
    }
  }

  private static Slice next(
      FileChannel file, FileFacts facts, Opened opened, LogFormat format, boolean finished, RecordCounter sink)
      throws IOException {
    Cursor cursor = opened.cursor();
    long waiting = file.size() - cursor.offset();
    LogFile log = new LogFile(facts.path(), facts.modified());
    if (!(format.open(log, cursor.memory()) instanceof LogReader.Lines reader)) {
      throw new IOException(format.name() + " files are read whole, not in slices");
    }
    boolean toTheEnd = waiting <= SLICE_BYTES;
    SliceStream in = new SliceStream(file, cursor.offset(), Math.min(waiting, SLICE_BYTES), opened.before());
    long consumed = reader.read(in, finished && toTheEnd, sink);
    if (consumed == 0 && !toTheEnd) {
      reader = (LogReader.Lines) format.open(log, cursor.memory());
      in = new SliceStream(file, cursor.offset(), waiting, opened.before());
      consumed = reader.read(in, finished, sink);
    }
    boolean all = cursor.offset() + consumed == in.position();
    LineCounts counts = sink.counts(in.newlines() + (all && !in.endsWithNewline() ? 1 : 0));
    Cursor after =
        new Cursor(
            facts.id(),
            facts.path().toString(),
            format.name(),
            cursor.offset() + consumed,
            reader.memory(),
            new Cursor.Prints(head(file, cursor, consumed), consumed == 0 ? cursor.prints().tail() : in.tail(all)),
            cursor.counts().plus(counts));
    return new Slice(after, consumed > 0 || opened.isAnew(), consumed > 0 && !toTheEnd);
  }

  /** The first KiB, as far as it is acknowledged with this slice: it grows until it is full. */
  private static Fingerprint head(FileChannel file, Cursor cursor, long consumed) throws IOException {
    Fingerprint head = cursor.prints().head();
    long known = Math.min(Fingerprint.MAX_LENGTH, cursor.offset() + consumed);
    if (head.length() >= known) {
      return head;
    }
    byte[] first = Opened.bytes(file, 0, (int) known);
    return Fingerprint.of(first, 0, first.length);
  }
}
