package dev.tokenly.agent.worker.read;

import dev.tokenly.agent.worker.keep.Cursor;
import dev.tokenly.agent.worker.keep.Fingerprint;
import dev.tokenly.agent.worker.keep.LineCounts;
import dev.tokenly.agent.worker.keep.Suspects.Care;
import dev.tokenly.formats.log.LogFile;
import dev.tokenly.formats.log.LogFormat;
import dev.tokenly.formats.log.LogReader;
import dev.tokenly.formats.log.NativeLog;
import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * Reads the next part of a file that grows, going on from a cursor if the file still is the one the cursor speaks of and
 * from its beginning if not. Reads whole lines only; throws nothing away: reading twice is harmless, skipping is not.
 */
public final class SliceReader {
  /** How much is read at a time; a line longer than this is read whole all the same. */
  public static final long SLICE_BYTES = 8L << 20;

  /** Of native lines every byte may leave, so that a slice is what an upload grows by. */
  public static final long NATIVE_SLICE_BYTES = 1L << 20;

  private SliceReader() {}

  /**
   * Reads the next slice. {@code finished} says that a last line without newline is all there will be. Throws when the
   * file cannot be read, or changed its identity while it was opened.
   */
  public static Slice read(
      FileFacts facts, Cursor cursor, LogFormat format, boolean finished, Care care, RecordCounter sink)
      throws IOException {
    try (FileChannel file = LinkFree.channel(facts.path())) {
      if (!FileFacts.of(facts.path()).id().equals(facts.id())) {
        throw new IOException(facts.path() + " was replaced while it was opened");
      }
      Opened opened = Opened.with(file, cursor);
      if (opened.cursor().offset() >= file.size()) {
        return new Slice(opened.cursor(), opened.isAnew(), false, opened.isAnew());
      }
      if (care == Care.PASS_OVER && !opened.isAnew()) {
        return passOver(file, facts, opened.cursor(), sink);
      }
      long most =
          care == Care.LINE_BY_LINE
              ? Newline.after(file, opened.cursor().offset()) - opened.cursor().offset()
              : format instanceof NativeLog ? NATIVE_SLICE_BYTES : SLICE_BYTES;
      return next(file, facts, opened, format, finished, most, sink);
    }
  }

  private static Slice next(
      FileChannel file, FileFacts facts, Opened opened, LogFormat format, boolean finished, long most,
      RecordCounter sink)
      throws IOException {
    Cursor cursor = opened.cursor();
    long waiting = file.size() - cursor.offset();
    long length = Math.min(waiting, most);
    LogReader.Lines reader = lines(format, facts, cursor, sink);
    SliceStream in = new SliceStream(file, cursor.offset(), length, opened.before());
    long consumed = reader.read(in, finished && length == waiting, sink);
    if (consumed == 0 && length < waiting) {
      length = Newline.after(file, cursor.offset() + length) - cursor.offset();
      reader = lines(format, facts, cursor, sink);
      in = new SliceStream(file, cursor.offset(), length, opened.before());
      consumed = reader.read(in, finished && length == waiting, sink);
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
            cursor.counts().plus(counts),
            facts.settledModified());
    return new Slice(
        after, consumed > 0 || opened.isAnew(), consumed > 0 && length < waiting, opened.isAnew());
  }

  /** Leaves out a whole line that nobody can read without dying, and counts it as bad. */
  private static Slice passOver(FileChannel file, FileFacts facts, Cursor cursor, RecordCounter sink)
      throws IOException {
    long end = Newline.after(file, cursor.offset());
    byte[] last =
        Opened.bytes(file, Math.max(0, end - Fingerprint.MAX_LENGTH), (int) Math.min(end, Fingerprint.MAX_LENGTH));
    if (last.length == 0 || last[last.length - 1] != '\n') {
      return new Slice(cursor, false, false);
    }
    sink.bad("the reader does not survive this line");
    Cursor.Prints prints =
        new Cursor.Prints(head(file, cursor, end - cursor.offset()), Fingerprint.of(last, 0, last.length));
    Cursor after =
        new Cursor(facts.id(), facts.path().toString(), cursor.format(), end, cursor.memory(), prints,
            cursor.counts().plus(sink.counts(1)), facts.settledModified());
    return new Slice(after, true, end < file.size());
  }

  private static LogReader.Lines lines(LogFormat format, FileFacts facts, Cursor cursor, RecordCounter sink)
      throws IOException {
    if (open(format, facts, cursor, sink) instanceof LogReader.Lines lines) {
      return lines;
    }
    throw new IOException(format.name() + " files are read whole, not in slices");
  }

  /** A reader that goes on at the cursor; native lines are passed on as they are. */
  static LogReader open(LogFormat format, FileFacts facts, Cursor cursor, RecordCounter sink) {
    return format instanceof NativeLog ours
        ? ours.copying(sink::line)
        : format.open(new LogFile(facts.path(), facts.modified(), LinkFree.OPENING), cursor.memory());
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
