package dev.tokenly.agent.worker;

import dev.tokenly.agent.place.AgentLog;
import dev.tokenly.agent.worker.find.Found;
import dev.tokenly.agent.worker.keep.Cursor;
import dev.tokenly.agent.worker.keep.Cursors;
import dev.tokenly.agent.worker.keep.Gaps;
import dev.tokenly.agent.worker.keep.LineCounts;
import dev.tokenly.agent.worker.keep.ParkedUploads.Origin;
import dev.tokenly.agent.worker.keep.Suspects;
import dev.tokenly.agent.worker.read.FileFacts;
import dev.tokenly.agent.worker.read.LockedFiles;
import dev.tokenly.agent.worker.read.Recognizer;
import dev.tokenly.agent.worker.read.RecordCounter;
import dev.tokenly.agent.worker.read.Slice;
import dev.tokenly.agent.worker.read.SliceReader;
import dev.tokenly.agent.worker.read.WholeReader;
import dev.tokenly.agent.worker.ship.Shipper;
import dev.tokenly.formats.log.LogFormat;
import dev.tokenly.formats.log.LogFormats;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is new in files into batches and gives them to the shipper. It reads ahead of what is acknowledged, within
 * the shipper's window; {@link #forgetAhead} goes back to the acknowledged cursors. Used by one thread.
 */
final class Collector {
  private final Cursors cursors;
  private final Recognizer recognizer;
  private final Suspects suspects;
  private final Gaps gaps;
  private final AgentLog log;
  private final Map<String, Cursor> ahead = new HashMap<>();
  private final Map<String, FileFacts> read = new HashMap<>();
  private final Map<String, String> failing = new HashMap<>();
  private final Set<String> finishedFiles = new HashSet<>();
  private final LockedFiles locked;
  private final Outbox outbox;
  private long mostWholeBytes = Long.MAX_VALUE;
  private Tally tally = new Tally();

  Collector(Cursors cursors, Outbox outbox, Recognizer recognizer, Suspects suspects, Gaps gaps, AgentLog log) {
    this.cursors = cursors;
    this.recognizer = recognizer;
    this.suspects = suspects;
    this.gaps = gaps;
    this.log = log;
    this.locked = LockedFiles.HERE;
    this.outbox = outbox;
  }

  /** How many uploads may be in flight, and how large a file may be that can only be read whole. */
  void setLimits(int uploads, long wholeBytes) {
    outbox.setWindow(uploads);
    mostWholeBytes = wholeBytes;
  }

  /** Begins to count anew and answers what was counted so far. */
  Tally takeTally() {
    Tally counted = tally;
    tally = new Tally();
    return counted;
  }

  /** The cursor of a file, as far as it was read. */
  @Nullable
  Cursor cursor(String id) {
    Cursor cursor = ahead.get(id);
    return cursor == null ? cursors.get(id) : cursor;
  }

  /** True when everything in this state of the file was read, its last line too, or when it is no log. */
  boolean isSettled(FileFacts facts) {
    if (!ahead.containsKey(facts.id()) && cursors.isAt(facts.id(), facts.size(), facts.modified())) {
      return true;
    }
    Cursor cursor = cursor(facts.id());
    if (cursor == null || cursor.format().isEmpty()) {
      return recognizer.isKnownStranger(facts);
    }
    return cursor.isAt(facts.size(), facts.modified())
        || cursor.prints().tail().hash().equals(WholeReader.state(facts));
  }

  /** True when there may be something to read that was not read yet; {@code finished} files give up their last line. */
  boolean hasWork(FileFacts facts, boolean finished) {
    if (isSettled(facts)) {
      return false;
    }
    Cursor cursor = cursor(facts.id());
    if (cursor == null || cursor.format().isEmpty()) {
      return true;
    }
    FileFacts before = read.get(facts.id());
    boolean unchanged = before != null && facts.isUnchangedSince(before);
    return !unchanged || (finished && facts.size() > cursor.offset() && finishedFiles.add(facts.id()));
  }

  /** Reads everything new in a file; a failure is reported once and tried again at the next change or scan. */
  void collect(Found found, boolean finished) throws IOException, Shipper.NotAllowed, InterruptedException {
    FileFacts facts = found.facts();
    try {
      Cursor before = cursor(facts.id());
      Cursor acknowledged = cursors.get(facts.id());
      suspects.passed(facts.id(), acknowledged == null ? 0 : acknowledged.offset());
      FileFacts seen = read.get(facts.id());
      boolean more = true;
      while (more) {
        Cursor from = cursor(facts.id());
        Slice slice = slice(facts, finished);
        outbox.flushWhenFull();
        if (slice.anew()) {
          report(from, seen);
        }
        seen = facts;
        more = slice.more();
      }
      count(before, cursor(facts.id()));
      remember(facts);
      failing.remove(facts.id());
    } catch (Outbox.CannotSend e) {
      e.rethrow();
    } catch (ReadFailure e) {
      failed(facts, String.valueOf(e.getMessage()));
    }
  }

  /** What was seen of a file and not read before it was truncated is lost to us, unless it was copied away. */
  private void report(@Nullable Cursor from, @Nullable FileFacts seen) {
    if (from == null || seen == null || seen.size() <= from.offset()) {
      return;
    }
    long unread = seen.size() - from.offset();
    String what = "truncated before read: up to %,d bytes".formatted(unread);
    gaps.note(what, seen.path().toString());
    tally.missing(what + " of " + seen.path());
  }

  /** A file read to its end needs no remembering: its cursor says so, even after a restart. */
  private void remember(FileFacts facts) {
    Cursor cursor = cursor(facts.id());
    if (cursor != null && cursor.isAt(facts.size(), facts.modified())) {
      read.remove(facts.id());
    } else {
      read.put(facts.id(), facts);
    }
  }

  private void count(@Nullable Cursor before, @Nullable Cursor after) {
    if (after != null && !after.equals(before)) {
      tally.file(after.format(), after.counts().minus(before == null ? LineCounts.NONE : before.counts()));
    }
  }

  /** A file is not even tried. */
  private static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1;

    TooLarge() {
      super("larger than max_file_size_mb, and can only be read whole");
    }
  }

  /** A file could not be read; failures of the disk under our own files are something else. */
  private static final class ReadFailure extends Exception {
    private static final long serialVersionUID = 1;

    ReadFailure(Throwable cause) {
      super(cause.getClass().getSimpleName() + ": " + cause.getMessage(), cause);
    }
  }

  private Slice slice(FileFacts facts, boolean finished) throws ReadFailure, InterruptedException {
    try {
      return locked.read(failing.containsKey(facts.id()), () -> read(facts, finished));
    } catch (Outbox.CannotSend e) {
      throw e;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw new ReadFailure(e);
    }
  }

  private Slice read(FileFacts facts, boolean finished) throws IOException {
    Cursor cursor = cursor(facts.id());
    LogFormat format = format(facts, cursor);
    Cursor from = cursor == null || cursor.format().isEmpty()
        ? Cursor.start(facts.id(), facts.path().toString(), format == null ? "" : format.name())
        : cursor;
    if (format == null) {
      return new Slice(from, false, false);
    }
    RecordCounter counter =
        outbox.open(new Origin(facts.path().toString(), format.name(), from.offset(), facts.modified()));
    Slice slice = withCare(facts, from, format, finished, counter);
    if (slice.advanced()) {
      ahead.put(facts.id(), slice.after());
      outbox.take(slice.after());
    }
    tally.reasons(counter.reasons());
    if (!counter.reasons().isEmpty()) {
      log.debug("read", "some lines are no records", "file", facts.path(), "reasons", counter.reasons());
    }
    return slice;
  }

  /** Reads under a mark that outlives a crash; what failed in one piece is read again line by line. */
  private Slice withCare(FileFacts facts, Cursor from, LogFormat format, boolean finished, RecordCounter counter)
      throws IOException {
    String id = facts.id();
    boolean whole = WholeReader.reads(facts, format);
    if (whole && facts.size() > mostWholeBytes && format.kind() != LogFormat.Kind.DATABASE) {
      throw new TooLarge();
    }
    long offset = whole ? 0 : from.offset();
    Suspects.Care care = suspects.care(id, offset);
    long until = offset + (whole || care != Suspects.Care.NONE ? 1 : SliceReader.SLICE_BYTES);
    suspects.begin(id, offset, until);
    try {
      return whole
          ? WholeReader.read(facts, from, format, care, counter)
          : SliceReader.read(facts, from, format, finished, care, counter);
    } catch (Outbox.CannotSend e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      if (whole) {
        throw e;
      }
      log.warn("read", "a line could not be read and is passed over once it is found", "file", facts.path(), "after",
          offset, "why", e.toString());
      suspects.failed(id, offset, until);
      return new Slice(from, false, true);
    } finally {
      suspects.end();
    }
  }

  private @Nullable LogFormat format(FileFacts facts, @Nullable Cursor cursor) throws IOException {
    LogFormat known = cursor == null ? null : LogFormats.named(cursor.format());
    return known != null ? known : recognizer.recognise(facts);
  }

  private void failed(FileFacts facts, String why) throws IOException {
    if (!why.equals(failing.put(facts.id(), why))) {
      log.warn("read", "a file cannot be read now and is tried again later", "file", facts.path(), "why", why);
    }
    if (cursor(facts.id()) == null) {
      cursors.save(List.of(Cursor.start(facts.id(), facts.path().toString(), "")));
    }
  }

  /** Gives what was collected to the shipper. */
  void flush() throws IOException, Shipper.NotAllowed, InterruptedException {
    outbox.flush();
  }

  /** True when something was read that the shipper does not have yet. */
  boolean hasPending() {
    return outbox.isWaiting();
  }

  /** Forgets everything that is not acknowledged; it will be read again. */
  void forgetAhead() {
    outbox.abandon();
    ahead.clear();
    read.clear();
  }

  /** After everything has been acknowledged, the cursors on disk are the whole truth. */
  void settled() {
    ahead.clear();
    outbox.forget();
  }

  /** The files that failed last time, with the reason. */
  Map<String, String> failures() {
    return Map.copyOf(failing);
  }
}
