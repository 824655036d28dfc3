package dev.tokenly.formats.log;

import dev.tokenly.formats.json.ByteSearch;
import java.io.IOException;
import java.io.InputStream;

/** Reads a file of JSON lines with one parser that carries its state from line to line. */
final class JsonLinesReader implements LogReader.Lines {
  private final LineSplitter splitter = new LineSplitter();
  private final JsonLines.Parser parser;
  private final ByteSearch[] marks;

  /** Parses every line, or only those with one of the marks in them. */
  JsonLinesReader(JsonLines.Parser parser, ByteSearch... marks) {
    this.parser = parser;
    this.marks = marks;
  }

  @Override
  public String memory() {
    return parser.memory();
  }

  @Override
  public long read(InputStream in, boolean finished, RecordSink sink) throws IOException {
    return marks.length == 1
        ? splitter.split(in, finished, new JsonLines(parser, sink), marks[0])
        : splitter.split(in, finished, new JsonLines(parser, sink, marks));
  }
}
