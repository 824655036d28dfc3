package dev.tokenly.formats.log;

import dev.tokenly.formats.json.ByteSearch;
import dev.tokenly.formats.json.JsonScanner;
import dev.tokenly.formats.json.MalformedJson;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Lines that are each one JSON object, of any length; broken ones are counted as bad. */
final class JsonLines implements LineSplitter.Lines {
  private final JsonScanner json = new JsonScanner();
  private final Parser parser;
  private final RecordSink sink;
  private final ByteSearch[] marks;
  private @Nullable String brokenLongLine;

  /** What a format does with a line. */
  interface Parser {

    /** Reads the fields it wants; what they mean only counts when {@link #take} follows. */
    void parse(JsonScanner line) throws IOException;

    /** The line was whole: acts on what it said. */
    void take(RecordSink sink);

    /** What later lines depend on; see {@link LogReader#memory}. */
    default String memory() {
      return "";
    }
  }

  /** Parses every line, or only those with one of the marks (such as {@code "usage"}) in them. */
  JsonLines(Parser parser, RecordSink sink, ByteSearch... marks) {
    this.parser = parser;
    this.sink = sink;
    this.marks = marks;
  }

  @Override
  public void line(byte[] bytes, int from, int to) {
    String broken = isMarked(bytes, from, to) ? read(bytes, from, to) : null;
    if (broken != null) {
      sink.bad(broken);
    }
  }

  @Override
  public void lastLine(byte[] bytes, int from, int to) {
    String broken = isMarked(bytes, from, to) ? read(bytes, from, to) : null;
    if (broken != null) {
      sink.unfinished(broken);
    }
  }

  /** Has the line parsed; answers what is wrong with its JSON, or null. */
  private @Nullable String read(byte[] bytes, int from, int to) {
    try {
      parser.parse(json.over(bytes, from, to));
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
    take();
    return null;
  }

  private boolean isMarked(byte[] bytes, int from, int to) {
    if (marks.length == 0) {
      return true;
    }
    for (ByteSearch mark : marks) {
      if (mark.find(bytes, from, to) >= 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void longLine(InputStream in) throws IOException {
    brokenLongLine = null;
    try {
      parser.parse(json.over(in));
    } catch (MalformedJson e) {
      brokenLongLine = e.getMessage();
    }
  }

  @Override
  public void endOfLongLine() {
    if (brokenLongLine != null) {
      sink.bad(brokenLongLine);
    } else {
      take();
    }
  }

  private void take() {
    if (json.tookBadCount()) {
      sink.badCount();
    } else {
      parser.take(sink);
    }
  }
}
