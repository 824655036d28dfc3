package dev.tokenly.server.ingest.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The bytes of an upload on their way into the journal, in the form in which they will lie there. */
public sealed interface Content {
  /** What the bytes are. */
  Form form();

  /** Writes them. */
  void writeTo(OutputStream segment) throws IOException;

  /** Bytes that are all there, packed. */
  static Content of(byte[] plain) {
    return new InMemory(new Form.Frames(), List.of(new Packing().frame(plain, plain.length)));
  }

  /** Pieces in memory, one after the other. */
  record InMemory(Form form, List<byte[]> pieces) implements Content {
    @Override
    public void writeTo(OutputStream segment) throws IOException {
      for (byte[] piece : pieces) {
        segment.write(piece);
      }
    }
  }

  /** A file that belongs to the upload. */
  record InFile(Form form, Path file) implements Content {
    @Override
    public void writeTo(OutputStream segment) throws IOException {
      Files.copy(file, segment);
    }
  }
}
