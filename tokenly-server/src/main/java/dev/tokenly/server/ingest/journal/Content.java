package dev.tokenly.server.ingest.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The bytes of an upload on their way into the journal, packed as {@link Packing} does. */
public sealed interface Content {
  /** Writes the frames. */
  void writeTo(OutputStream segment) throws IOException;

  /** Bytes that are all there. */
  static Content of(byte[] plain) {
    return new InMemory(List.of(new Packing().frame(plain, plain.length)));
  }

  /** Frames in memory. */
  record InMemory(List<byte[]> frames) implements Content {
    @Override
    public void writeTo(OutputStream segment) throws IOException {
      for (byte[] frame : frames) {
        segment.write(frame);
      }
    }
  }

  /** Frames in a file that belongs to the upload. */
  record InFile(Path frames) implements Content {
    @Override
    public void writeTo(OutputStream segment) throws IOException {
      Files.copy(frames, segment);
    }
  }
}
