package dev.tokenly.formats.log;

import dev.tokenly.formats.json.ByteSearch;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into lines without making texts of them: each is handed on as a range of one buffer, those over 1 MiB as a
 * stream. A byte order mark and blank lines are left out. Not thread-safe; reusable.
 */
final class LineSplitter {
  /** The longest line held in memory. */
  static final int MAX_HELD = 1 << 20;

  private static final int FIRST_BUFFER = 64 * 1024;

  /** Buffers between two files, for two threads: many small files would spend their time on making new ones. */
  private static final BlockingQueue<byte[]> SPARE = new ArrayBlockingQueue<>(2);

  private static final byte[] NONE = {};

  private byte[] buffer = NONE;
  private int at;
  private int end;
  private int searched;
  private long consumed;
  private @Nullable ByteSearch mark;

  /** What is done with each line. */
  interface Lines {

    /** A line without its newline; never empty. The bytes are only lent. */
    void line(byte[] bytes, int from, int to) throws IOException;

    /** The last line of a finished file, which ends without a newline. */
    default void lastLine(byte[] bytes, int from, int to) throws IOException {
      line(bytes, from, to);
    }

    /**
     * A line over 1 MiB, streamed without its newline. What it says only counts once {@link #endOfLongLine} is called: the
     * line may turn out to be cut.
     */
    void longLine(InputStream line) throws IOException;

    /** The long line was whole. */
    void endOfLongLine() throws IOException;
  }

  /** Splits {@code in}; answers the bytes of whole lines. See {@link LogReader.Lines#read}. */
  long split(InputStream in, boolean finished, Lines lines) throws IOException {
    return split(in, finished, lines, null);
  }

  /**
   * The same, but of the lines that fit the buffer only those that the mark is found in are handed on: the others are passed
   * over without even looking for their ends.
   */
  long split(InputStream in, boolean finished, Lines lines, @Nullable ByteSearch onlyWith) throws IOException {
    byte[] spare = SPARE.poll();
    buffer = spare == null ? new byte[FIRST_BUFFER] : spare;
    mark = onlyWith;
    try {
      return splitBuffered(in, finished, lines);
    } finally {
      if (buffer.length == FIRST_BUFFER) {
        SPARE.offer(buffer);
      }
      buffer = NONE;
    }
  }

  private long splitBuffered(InputStream in, boolean finished, Lines lines) throws IOException {
    at = 0;
    end = 0;
    consumed = 0;
    searched = 0;
    while (fill(in)) {
      wholeLines(lines);
      while (end - at == MAX_HELD) {
        if (!longLine(in, finished, lines)) {
          return consumed;
        }
        wholeLines(lines);
      }
    }
    if (finished && at < end) {
      give(lines, end, true);
      consumed += end - at;
    }
    return consumed;
  }

  /** Reads more behind what is left of the last line; false at the stream's end. */
  private boolean fill(InputStream in) throws IOException {
    System.arraycopy(buffer, at, buffer, 0, end - at);
    end -= at;
    searched -= at;
    at = 0;
    if (end == buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.min(MAX_HELD, buffer.length * 2));
    }
    int read = in.read(buffer, end, buffer.length - end);
    end += Math.max(0, read);
    return read > 0;
  }

  private void wholeLines(Lines lines) throws IOException {
    if (mark != null) {
      markedLines(lines, mark);
      return;
    }
    searched = ByteSearch.indexOf(buffer, searched, end, '\n');
    while (searched < end) {
      give(lines, searched, false);
      consumed += searched + 1 - at;
      at = searched + 1;
      searched = ByteSearch.indexOf(buffer, at, end, '\n');
    }
  }

  private void markedLines(Lines lines, ByteSearch wanted) throws IOException {
    int found = wanted.find(buffer, at, end);
    while (found >= 0) {
      int newline = ByteSearch.indexOf(buffer, found, end, '\n');
      moveTo(ByteSearch.lastIndexOf(buffer, at, found, '\n') + 1);
      if (newline == end) {
        return;
      }
      give(lines, newline, false);
      moveTo(newline + 1);
      found = wanted.find(buffer, at, end);
    }
    moveTo(ByteSearch.lastIndexOf(buffer, at, end, '\n') + 1);
  }

  private void moveTo(int next) {
    if (next > at) {
      consumed += next - at;
      at = next;
    }
    searched = at;
  }

  private void give(Lines lines, int lineEnd, boolean last) throws IOException {
    int from = at;
    int to = lineEnd;
    if (to - from >= 3 && buffer[from] == (byte) 0xef && buffer[from + 1] == (byte) 0xbb
        && buffer[from + 2] == (byte) 0xbf) {
      from += 3;
    }
    while (to > from && isBlank(buffer[to - 1])) {
      to--;
    }
    while (from < to && isBlank(buffer[from])) {
      from++;
    }
    if (from < to && last) {
      lines.lastLine(buffer, from, to);
    } else if (from < to) {
      lines.line(buffer, from, to);
    }
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\r' || b == '\t';
  }

  /** Hands on the line the full buffer begins with; false when the stream ended before it did. */
  private boolean longLine(InputStream in, boolean finished, Lines lines) throws IOException {
    LongLine line = new LongLine(in);
    lines.longLine(line);
    line.transferTo(java.io.OutputStream.nullOutputStream());
    if (!line.sawNewline && !finished) {
      return false;
    }
    lines.endOfLongLine();
    consumed += line.length;
    searched = at;
    return true;
  }

  /** The bytes of one line, from the full buffer and the stream behind it, up to and without the newline. */
  private final class LongLine extends InputStream {
    private final InputStream in;
    private boolean sawNewline;
    private boolean ended;
    private long length;

    LongLine(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int wanted) throws IOException {
      if (ended || (at == end && !refill())) {
        ended = true;
        return -1;
      }
      int newline = ByteSearch.indexOf(buffer, at, Math.min(end, at + wanted), '\n');
      int count = newline - at;
      System.arraycopy(buffer, at, target, offset, count);
      at = newline;
      length += count;
      if (at < end && buffer[at] == '\n') {
        at++;
        length++;
        sawNewline = true;
        ended = true;
      }
      return count == 0 && ended ? -1 : count;
    }

    private boolean refill() throws IOException {
      at = 0;
      end = Math.max(0, in.read(buffer, 0, buffer.length));
      return end > 0;
    }
  }
}
