package dev.tokenly.formats.log;

import dev.tokenly.formats.json.JsonScanner;
import java.io.IOException;
import java.io.InputStream;

/** Reads a file that is one JSON document, streaming. A document cut by its writer is an {@link IOException}: try later. */
final class DocumentReader implements LogReader.Whole {
  private final LogFile file;
  private final Document document;

  /** What a format does with a document; calls are shown as they are found or at its end. */
  interface Document {
    void read(JsonScanner json, RecordSink sink) throws IOException;

    /** What the next reading depends on; see {@link LogReader#memory}. */
    default String memory() {
      return "";
    }
  }

  DocumentReader(LogFile file, Document document) {
    this.file = file;
    this.document = document;
  }

  @Override
  public String memory() {
    return document.memory();
  }

  @Override
  public void read(RecordSink sink) throws IOException {
    try (InputStream in = file.open()) {
      document.read(new JsonScanner().over(in), sink);
    }
  }
}
