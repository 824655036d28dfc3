package dev.tokenly.formats.log;

import dev.tokenly.formats.json.ByteSearch;
import dev.tokenly.formats.json.JsonScanner;
import dev.tokenly.formats.json.MalformedJson;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a transcript line by line; lines without a usage object are passed over unread. Neighbouring lines of one reply are
 * shown as one call, at its largest.
 */
final class ClaudeCodeReader implements LogReader.Lines, LineSplitter.Lines {
  private static final ByteSearch USAGE = new ByteSearch("\"usage\"");
  private static final RecordSink NOBODY =
      new RecordSink() {
        @Override
        public void record(dev.tokenly.model.UsageRecord usage) {}

        @Override
        public void bad(String reason) {}
      };

  private final LineSplitter splitter = new LineSplitter();
  private final JsonScanner json = new JsonScanner();
  private ClaudeCodeLine line = new ClaudeCodeLine();
  private @Nullable ClaudeCodeLine held;
  private ClaudeCodeLine spare = new ClaudeCodeLine();
  private @Nullable String brokenLongLine;
  private RecordSink sink = NOBODY;

  @Override
  public String memory() {
    return "";
  }

  @Override
  public long read(InputStream in, boolean finished, RecordSink target) throws IOException {
    sink = target;
    try {
      long consumed = splitter.split(in, finished, this);
      release();
      return consumed;
    } finally {
      held = null;
      sink = NOBODY;
    }
  }

  @Override
  public void line(byte[] bytes, int from, int to) {
    if (USAGE.find(bytes, from, to) < 0) {
      return;
    }
    try {
      line.read(json.over(bytes, from, to));
      take();
    } catch (IOException e) {
      sink.bad(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void longLine(InputStream in) throws IOException {
    brokenLongLine = null;
    try {
      line.read(json.over(in));
    } catch (MalformedJson e) {
      brokenLongLine = e.getMessage();
    }
  }

  @Override
  public void endOfLongLine() {
    if (brokenLongLine != null) {
      sink.bad(brokenLongLine);
      return;
    }
    take();
  }

  /** Keeps the line's call back until another call follows. */
  private void take() {
    if (!line.isCall()) {
      return;
    }
    String problem = line.problem();
    if (problem != null) {
      sink.bad(problem);
      return;
    }
    ClaudeCodeLine before = held;
    if (before != null && before.repeats(line)) {
      return;
    }
    if (before != null && before.growsInto(line)) {
      keep(before);
      return;
    }
    release();
    keep(spare);
  }

  private void keep(ClaudeCodeLine free) {
    held = line;
    line = free;
  }

  private void release() {
    ClaudeCodeLine done = held;
    if (done != null) {
      done.show(sink);
      spare = done;
      held = null;
    }
  }
}
