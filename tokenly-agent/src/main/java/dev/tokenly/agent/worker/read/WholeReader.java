package dev.tokenly.agent.worker.read;

import dev.tokenly.agent.worker.keep.Cursor;
import dev.tokenly.agent.worker.keep.Suspects.Care;
import dev.tokenly.formats.log.LogFormat;
import dev.tokenly.formats.log.LogReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads what is only ever read whole: documents and databases that are written anew, and logs that were compressed. */
public final class WholeReader {
  private WholeReader() {}

  /** True when a file of this format is read whole instead of followed. */
  public static boolean reads(FileFacts facts, LogFormat format) {
    return format.kind() != LogFormat.Kind.APPENDED || LogBytes.isCompressed(facts.path());
  }

  /** The sign of a whole file's state, kept in its cursor's tail so that it is read again only after a change. */
  public static String state(FileFacts facts) {
    return facts.size() + "@" + facts.modified();
  }

  /** Reads the file; the slice's cursor holds the state that was read. */
  public static Slice read(FileFacts facts, Cursor cursor, LogFormat format, Care care, RecordCounter sink)
      throws IOException {
    LogReader reader = SliceReader.open(format, facts, cursor, sink);
    long lines = 0;
    if (care == Care.PASS_OVER) {
      sink.bad("the reader does not survive this file");
    } else {
      lines = read(reader, facts, sink);
    }
    Cursor after =
        new Cursor(
            facts.id(),
            facts.path().toString(),
            format.name(),
            facts.size(),
            reader.memory(),
            Cursor.Prints.ofState(state(facts)),
            cursor.counts().plus(sink.counts(lines)));
    return new Slice(after, true, false);
  }

  private static long read(LogReader reader, FileFacts facts, RecordCounter sink) throws IOException {
    return switch (reader) {
      case LogReader.Lines log -> lines(facts, log, sink);
      case LogReader.Whole whole -> {
        whole.read(sink);
        yield 0;
      }
    };
  }

  private static long lines(FileFacts facts, LogReader.Lines log, RecordCounter sink) throws IOException {
    try (InputStream in = LogBytes.open(facts.path())) {
      NewlineCount counted = new NewlineCount(in);
      log.read(counted, true, sink);
      return counted.lines();
    }
  }

  /** Counts the lines of what goes by. */
  private static final class NewlineCount extends FilterInputStream {
    private long newlines;
    private int last = '\n';

    NewlineCount(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int wanted) throws IOException {
      int count = super.read(target, offset, wanted);
      for (int i = offset; i < offset + count; i++) {
        newlines += target[i] == '\n' ? 1 : 0;
        last = target[i];
      }
      return count;
    }

    long lines() {
      return newlines + (last == '\n' ? 0 : 1);
    }
  }
}
