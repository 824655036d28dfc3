package dev.tokenly.formats.log;

import dev.tokenly.formats.json.ByteSearch;
import dev.tokenly.formats.json.JsonScanner;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a transcript line by line; lines without a usage object are passed over unread. Neighbouring lines of one reply are
 * shown as one call, at its largest.
 */
final class ClaudeCodeReader implements LogReader.Lines {
  private static final ByteSearch USAGE = new ByteSearch("\"usage\"");

  private final LineSplitter splitter = new LineSplitter();

  @Override
  public String memory() {
    return "";
  }

  @Override
  public long read(InputStream in, boolean finished, RecordSink sink) throws IOException {
    Calls calls = new Calls();
    long consumed = splitter.split(in, finished, new JsonLines(calls, sink), USAGE);
    calls.release(sink);
    return consumed;
  }

  /** Keeps a call back until another follows, so that its repetitions can be dropped. */
  private static final class Calls implements JsonLines.Parser {
    private ClaudeCodeLine line = new ClaudeCodeLine();
    private ClaudeCodeLine spare = new ClaudeCodeLine();
    private @Nullable ClaudeCodeLine held;

    @Override
    public void parse(JsonScanner json) throws IOException {
      line.read(json);
    }

    @Override
    public void take(RecordSink sink) {
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
      release(sink);
      keep(spare);
    }

    private void keep(ClaudeCodeLine free) {
      held = line;
      line = free;
    }

    void release(RecordSink sink) {
      ClaudeCodeLine done = held;
      if (done != null) {
        done.show(sink);
        spare = done;
        held = null;
      }
    }
  }
}
